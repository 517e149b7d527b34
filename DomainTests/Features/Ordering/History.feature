Feature: The history of an order
  What users see as history is what happened, nothing else and nothing left out.

  Background:
    Given the customer "polar" ordering in USD
    And the product "CU-050" at 412.50 USD

  @002-27 @003-17 @003-41 @stands-still
  Scenario: All that happened, in order, with who and when
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    And the order "S-1" has been amended to 1 of "CU-050"
    When the order "S-1" is cancelled because "bought elsewhere"
    Then the history of the order "S-1" is "order-placed, order-amended, order-cancelled"
    And each thing in the history of the order "S-1" says who did it and when

  Scenario: An order as it was
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    And the order "S-1" has been amended to 1 of "CU-050"
    And the order "S-1" has been approved
    Then after 1 event the order "S-1" was open with a total of 825.00 USD
    And after 2 events the order "S-1" was open with a total of 412.50 USD
    And after 3 events the order "S-1" was approved with a total of 412.50 USD

  @001-06
  Scenario: An order from before Tempest keeps its date and its price
    Given the order "S-0" of 3 of "CU-050" at 380.00 USD for "polar" was placed on 1996-07-04
    Then the order "S-0" is open with a total of 1140.00 USD
    And the order "S-0" was placed on 1996-07-04
    And on 1996-07-05 the order "S-0" was open with a total of 1140.00 USD
    And on 1996-07-03 there was no order "S-0"

  Scenario: An order from before Tempest may hold what is no longer sold
    Given "CU-050" is discontinued
    And the order "S-0" of 3 of "CU-050" at 380.00 USD for "polar" was placed on 1996-07-04
    Then the order "S-0" is open with a total of 1140.00 USD

  @stands-still
  Scenario: Orders are listed, the newest first
    Given the order "S-0" of 1 of "CU-050" at 380.00 USD for "polar" was placed on 1996-07-04
    And the order "S-1" of 1 of "CU-050" at 390.00 USD for "polar" was placed on 1997-07-04
    And "polar" has ordered 1 of "CU-050" as "S-2"
    And the order "S-1" has been approved
    Then the orders of "polar" are "S-2, S-1, S-0"
    And the approved orders of "polar" are "S-1"
    And the orders of "polar" page by page, 2 at a time, are "S-2, S-1, S-0"
