Feature: Credit
  How far below zero a withdrawal or an order on credit may take an account, and what is overdue.

  Background:
    Given the account "polar" was opened for "Polar Foods" with a credit of 100.00 USD

  Scenario: Balance and credit can be withdrawn, and not a cent more
    When 100.01 USD are withdrawn from "polar" as "w-1"
    Then it is refused as "credit-limit-exceeded"
    When 100.00 USD are withdrawn from "polar" as "w-2"
    Then "polar" has a balance of -100.00 USD
    And 0 USD are available to "polar"

  Scenario: An order on credit leaves less for the next
    Given the order "S-1" holds 60.00 USD of the credit of "polar"
    Then 40.00 USD are available to "polar"
    When the order "S-2" asks for 41.00 USD of the credit of "polar"
    Then it is refused as "credit-limit-exceeded"
    When 41.00 USD are withdrawn from "polar" as "w-1"
    Then it is refused as "credit-limit-exceeded"

  Scenario: The invoice of an order uses its credit up
    Given the order "S-1" holds 60.00 USD of the credit of "polar"
    And the account "polar" was billed 60.00 USD for the order "S-1" as "shipment-7"
    Then 40.00 USD are available to "polar"

  Scenario: An order that needs no credit any more
    Given the order "S-1" holds 60.00 USD of the credit of "polar"
    When the order "S-1" lets the credit of "polar" go
    Then 100.00 USD are available to "polar"

  Scenario: The limit is raised
    When the credit of "polar" is set to 250.00 USD
    Then 250.00 USD are available to "polar"

  @002-11
  Scenario: Only what is possible is offered
    Then "polar" offers "pay, deposit, withdraw, set-credit-limit, hold-credit"
    When 100.00 USD are withdrawn from "polar" as "w-1"
    Then "polar" offers "pay, deposit, set-credit-limit"

  Scenario: What should have been paid is overdue
    Given the account "polar" was billed 50.00 USD as "shipment-1", due 10 days ago
    And the account "polar" was billed 30.00 USD as "shipment-2", due in 20 days
    Then 50.00 USD of "polar" are overdue
    When 35.00 USD are paid into "polar" as "cheque-1"
    Then 15.00 USD of "polar" are overdue
    When 20.00 USD are paid into "polar" as "cheque-2"
    Then 0 USD of "polar" are overdue
    And "polar" has a balance of -25.00 USD

  Rule: An order that is approved is promised its total

    Background:
      Given the customer "polar" ordering in USD
      And these products
        | sku    | name  | price  | category |
        | VL-TX1 | Valve | 40.00  | Controls |
        | CU-050 | Unit  | 100.00 | Units    |

    Scenario: What is approved leaves less for the next, and what does not fit stays open
      Given "polar" has ordered 2 of "VL-TX1" as "S-1"
      And "polar" has ordered 1 of "VL-TX1" as "S-2"
      When the order "S-1" is approved
      Then 20.00 USD are available to "polar"
      When the order "S-2" is approved
      Then it is refused as "credit-limit-exceeded"
      And the order "S-2" is open with a total of 40.00 USD
      And 20.00 USD are available to "polar"

    Scenario: Approving twice promises once
      Given "polar" has ordered 1 of "VL-TX1" as "S-1"
      When the order "S-1" is approved
      And the order "S-1" is approved
      Then 60.00 USD are available to "polar"

    Scenario: What was paid in advance counts
      Given 40.00 USD were paid into "polar" as "P-1"
      And "polar" has ordered 1 of "CU-050" as "S-1"
      When the order "S-1" is approved
      Then 40.00 USD are available to "polar"

    Scenario: The invoice takes the promise's place
      Given the trucks "red"
      And "polar" has ordered 1 of "VL-TX1" as "S-1"
      And the order "S-1" has been approved
      And all that follows has been done
      And "red" has been assigned to "S-1"
      And "S-1" has been shipped
      Then 60.00 USD are available to "polar"
      When "S-1" is delivered and signed for by "Ana Ruiz"
      And all that follows is done
      Then "polar" has a balance of -40.28 USD
      And 59.72 USD are available to "polar"

    Scenario: A cancelled order lets its credit go, once its shipment is cancelled
      Given "polar" has ordered 1 of "VL-TX1" as "S-1"
      And the order "S-1" has been approved
      And all that follows has been done
      When the shipment "S-1" is cancelled because "the truck broke down"
      And all that follows is done
      Then 60.00 USD are available to "polar"
      When the order "S-1" is cancelled because "bought elsewhere"
      Then 100.00 USD are available to "polar"
      When the order "S-1" is cancelled because "bought elsewhere"
      Then 100.00 USD are available to "polar"

    Scenario: What somebody else pays for is not held after its delivery
      Given the trucks "red"
      And "polar" has ordered 1 of "VL-TX1" as "S-1"
      And the order "S-1" has been approved
      And all that follows has been done
      And "nordic" has had 10 pounds of "S-1" submitted as "G-1"
      And "red" has been assigned to "G-1"
      And "G-1" has been shipped
      When the shipment "S-1" is cancelled because "nordic pays"
      And all that follows is done
      And "G-1" is delivered and signed for by "Ana Ruiz"
      And all that follows is done
      Then "nordic" has a balance of -42.80 USD
      And 100.00 USD are available to "polar"

    Scenario: Credit that was promised otherwise has to be let go first
      Given the order "S-1" holds 30.00 USD of the credit of "polar"
      And "polar" has ordered 1 of "VL-TX1" as "S-1"
      When the order "S-1" is approved
      Then it is refused as "credit-held-otherwise"
      When the order "S-1" lets the credit of "polar" go
      And the order "S-1" is approved
      Then 60.00 USD are available to "polar"

    Scenario: A customer without credit pays in advance
      Given "polar" has ordered 1 of "VL-TX1" as "S-1"
      When the credit of "polar" is set to 0.00 USD
      And the order "S-1" is approved
      Then it is refused as "credit-limit-exceeded"
      When 40.00 USD are deposited in "polar" as "D-1"
      And the order "S-1" is approved
      Then 0.00 USD are available to "polar"

    @stands-still
    Scenario: An account for which no limit was ever set is not asked
      Given the customer "nordic" ordering in USD
      And 10.00 USD were paid into "nordic" as "P-1"
      And "nordic" has ordered 1 of "CU-050" as "S-1"
      When the order "S-1" is approved
      Then the order "S-1" is approved with a total of 100.00 USD
      And 10.00 USD are available to "nordic"

    Scenario: Credit in one currency promises nothing in another
      Given the customer "berg" ordering in USD
      And the account "berg" was opened for "Berg" with a credit of 1000.00 EUR
      And "berg" has ordered 1 of "VL-TX1" as "S-1"
      When the order "S-1" is approved
      Then it is refused as "currency-not-the-accounts"
      And the order "S-1" is open with a total of 40.00 USD
