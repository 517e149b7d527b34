Feature: Changing orders
  An open order is amended, approved or cancelled. What is offered next is what would be accepted next.

  Background:
    Given the customer "polar" ordering in USD
    And these products
      | sku    | name            | price  | category         |
      | CU-050 | Condensing unit | 412.50 | Condensing units |
      | VL-TX1 | Valve           | 64.30  | Controls         |
    And "polar" has ordered 2 of "CU-050" as "S-1"

  @003-14
  Scenario: An open order is amended
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | CU-050 | 1        | 0        |
      | VL-TX1 | 10       | 0        |
    Then the order "S-1" is open with a total of 1055.50 USD

  Scenario: What was ordered before keeps its price when it is amended
    Given "CU-050" is repriced to 500.00 USD
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | CU-050 | 3        | 0        |
    Then the order "S-1" is open with a total of 1237.50 USD

  Scenario: What is no longer sold can become less on an order, but not more
    Given "CU-050" is discontinued
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | CU-050 | 3        | 0        |
    Then it is refused as "product-withdrawn" naming "CU-050"
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | CU-050 | 1        | 0        |
    Then the order "S-1" is open with a total of 412.50 USD

  @stands-still
  Scenario: An order is approved
    When the order "S-1" is approved
    Then the order "S-1" is approved with a total of 825.00 USD

  @003-34 @003-31 @stands-still
  Scenario: An approved order is no longer amended, and nothing changes
    Given the order "S-1" has been approved
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | VL-TX1 | 1        | 0        |
    Then it is refused as "order-not-open"
    And the order "S-1" is approved with a total of 825.00 USD
    And 2 things have happened to the order "S-1"

  Scenario: An order is cancelled with a reason
    When the order "S-1" is cancelled because "bought elsewhere"
    Then the order "S-1" is cancelled because "bought elsewhere"

  @stands-still
  Scenario: An approved order is cancelled
    Given the order "S-1" has been approved
    When the order "S-1" is cancelled because "customer closed"
    Then the order "S-1" is cancelled because "customer closed"

  Scenario: Nobody cancels without saying why
    When the order "S-1" is cancelled because " "
    Then it is refused as "reason-missing"

  Scenario: A cancelled order stays cancelled
    Given the order "S-1" has been cancelled because "bought elsewhere"
    When the order "S-1" is approved
    Then it is refused as "order-not-open"

  Scenario: An order that was never placed
    When the order "S-9" is approved
    Then it is refused as "order-not-placed"

  @002-11 @stands-still
  Scenario: Only what is possible is offered
    Then the order "S-1" offers "amend, approve, cancel"
    When the order "S-1" is approved
    Then the order "S-1" offers "cancel"
    When the order "S-1" is cancelled because "bought elsewhere"
    Then the order "S-1" offers nothing

  @003-19 @003-27 @stands-still
  Scenario: Two people change an order at once, each having seen the other's absence
    Given Ana and Tom look at the order "S-1"
    When Ana approves the order she saw
    And Tom cancels the order he saw
    Then he is told that it has changed since
    And the order "S-1" is approved with a total of 825.00 USD
