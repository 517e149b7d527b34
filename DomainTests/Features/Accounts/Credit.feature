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
