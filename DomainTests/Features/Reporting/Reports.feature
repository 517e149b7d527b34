Feature: Reports
  What the company asks: what was sold to whom, what became of it, how long it took, what is owed. Every figure says how
  far it holds and leads to what is behind it.

  Background:
    Given the customer "polar" ordering in USD
    And these products
      | sku    | name            | price  | category         |
      | CU-050 | Condensing unit | 100.00 | Condensing units |

  @000-04 @000-07 @002-19
  Scenario: What a customer ordered, as it is now
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    And "polar" has ordered 3 of "CU-050" as "S-2"
    And the order "S-2" has been amended to 1 of "CU-050"
    And all that has happened is counted
    Then the report "revenue-by-customer" says of "polar" "orders 2, revenue 300.00"
    And the report "revenue-by-product" says of "CU-050" "orders 2, pieces 3, revenue 300.00"
    And behind "polar" in "revenue-by-customer" are "order/S-1, order/S-2"

  @000-16 @002-14
  Scenario: What is cancelled brings nothing
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    And "polar" has ordered 3 of "CU-050" as "S-2"
    And the order "S-2" has been cancelled because "bought elsewhere"
    And all that has happened is counted
    Then the report "revenue-by-customer" says of "polar" "orders 1, revenue 200.00"

  @002-10
  Scenario: What was ordered on chosen days
    Given the order "S-1" of 2 of "CU-050" at 10 USD for "polar" was placed on 1996-07-04
    And the order "S-2" of 3 of "CU-050" at 10 USD for "polar" was placed on 1996-07-05
    And all that has happened is counted
    Then from 1996-07-04 to 1996-07-04 the report "revenue-by-customer" says of "polar" "orders 1, revenue 20.00"
    And from 1996-07-04 to 1996-07-05 the report "revenue-by-customer" says of "polar" "orders 2, revenue 50.00"
    And from 1996-07-06 to 1996-07-09 the report "revenue-by-customer" says nothing of "polar"

  @002-01
  Scenario: An order like none before is to be reviewed
    Given "polar" has ordered 1 of "CU-050" as "S-1"
    And "polar" has ordered 1 of "CU-050" as "S-2"
    And "polar" has ordered 2 of "CU-050" as "S-3"
    And "polar" has ordered 1 of "CU-050" as "S-4"
    And "polar" has ordered 40 of "CU-050" as "S-5"
    And all that has happened is counted
    Then to be reviewed of "polar" is "unusually large order, S-5 of polar, 4000.00, usual 125.00"

  @002-01
  Scenario: Who pays and then cancels again and again is to be reviewed
    Given "polar" has ordered 1 of "CU-050" as "S-1"
    And the order "S-1" has been cancelled because "not paid yet"
    And 250.00 USD were paid into "polar" as "cheque-1"
    And "polar" has ordered 1 of "CU-050" as "S-2"
    And "polar" has ordered 2 of "CU-050" as "S-3"
    And "polar" has ordered 2 of "CU-050" as "S-4"
    And "polar" has ordered 3 of "CU-050" as "S-5"
    And the order "S-2" has been cancelled because "changed their mind"
    And the order "S-3" has been cancelled because "changed their mind"
    And the order "S-4" has been cancelled because "changed their mind"
    And the order "S-5" has been cancelled because "more than was paid"
    And all that has happened is counted
    Then to be reviewed of "polar" is "many cancellations after payment, 3 orders of polar, 500.00"

  @002-01
  Scenario: Goods that go elsewhere than the approved order said are to be reviewed
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    And "polar" has ordered 2 of "CU-050" as "S-2"
    And the order "S-1" has been approved
    And "polar" has had 60 pounds of "S-1" submitted as "G-1"
    And "polar" has had 60 pounds of "S-2" submitted as "G-2"
    And all that has happened is counted
    Then to be reviewed of "polar" is "address changed after approval, S-1 of polar by G-1, 200.00"

  @004-08
  Scenario: An entry that was reversed is to be reviewed
    Given 27.00 USD were paid into "polar" as "cheque-1"
    When "cheque-1" of "polar" is reversed as "r-1" because "It bounced"
    And all that has happened is counted
    Then to be reviewed of "polar" is "entry reversed, polar/r-1, 27.00"
