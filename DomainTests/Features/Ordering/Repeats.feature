Feature: Asking again
  A request whose answer was lost is sent again, and nothing happens twice.

  Background:
    Given the customer "polar" ordering in USD
    And the product "CU-050" at 412.50 USD

  @003-33
  Scenario: The same request again gets the same answer and does nothing
    When request "R-1" places the order "S-1" of 1 of "CU-050" for "polar"
    And request "R-1" places the order "S-1" of 1 of "CU-050" for "polar"
    Then the order "S-1" is open with a total of 412.50 USD
    And 1 thing has happened to the order "S-1"

  Scenario: The answer stays the same when things have moved on since
    When request "R-1" places the order "S-1" of 1 of "CU-050" for "polar"
    And the order "S-1" is approved
    And request "R-1" places the order "S-1" of 1 of "CU-050" for "polar"
    Then it was answered that the order "S-1" is open

  Scenario: A refusal is remembered too
    When request "R-1" places the order "S-1" of 1 of "CU-051" for "polar"
    And the product "CU-051" named "New unit" is added at 10.00 USD in "Condensing units"
    And request "R-1" places the order "S-1" of 1 of "CU-051" for "polar"
    Then it is refused as "unknown-product" naming "CU-051"

  Scenario: A request's name is not used for another request
    When request "R-1" places the order "S-1" of 1 of "CU-050" for "polar"
    And request "R-1" places the order "S-2" of 1 of "CU-050" for "polar"
    Then it is refused because the request's name was used before
    And there is no order "S-2"

  @stands-still
  Scenario: Approving twice is not an error, and happens once
    Given "polar" has ordered 1 of "CU-050" as "S-1"
    When the order "S-1" is approved
    And the order "S-1" is approved
    Then the order "S-1" is approved with a total of 412.50 USD
    And 2 things have happened to the order "S-1"
