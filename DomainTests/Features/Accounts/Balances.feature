Feature: What a customer owes and owns
  Every invoice, payment, deposit and withdrawal moves the balance once, to the cent. A balance above zero is the
  customer's, below zero it is owed.

  @003-08 @003-09 @003-23
  Scenario: A delivery is billed and then paid for
    Given the account "polar" was billed 20.00 USD and 7.20 USD for carriage as "shipment-7"
    When 7.20 USD are paid into "polar" as "cheque-1"
    Then "polar" has a balance of -20.00 USD

  @000-02
  Scenario: An account exists from its first entry
    When 5.00 USD are paid into "polar" as "cheque-1"
    Then "polar" has a balance of 5.00 USD

  Scenario: An account is opened, also when it has entries already
    Given 5.00 USD were paid into "polar" as "cheque-1"
    When the account "polar" is opened for "Polar Foods" in USD
    Then "polar" is kept for "Polar Foods"
    And "polar" has a balance of 5.00 USD

  Scenario: There is no such account
    Then there is no account "polar"
    When 5.00 USD are withdrawn from "polar" as "w-1"
    Then it is refused as "account-not-found"

  @004-03
  Scenario: Money is deposited and withdrawn
    When 30.00 USD are deposited in "polar" as "d-1"
    And 12.34 USD are withdrawn from "polar" as "w-1"
    Then "polar" has a balance of 17.66 USD

  @003-33 @004-09
  Scenario: The same entry again changes nothing
    Given 20.00 USD were paid into "polar" as "cheque-1"
    When 20.00 USD are paid into "polar" as "cheque-1"
    Then "polar" has a balance of 20.00 USD
    And the history of "polar" is "payment-received"

  Scenario: The same entry with another amount is refused
    Given 20.00 USD were paid into "polar" as "cheque-1"
    When 21.00 USD are paid into "polar" as "cheque-1"
    Then it is refused as "entry-differs"
    And "polar" has a balance of 20.00 USD

  Scenario: Two accounts may each have an entry of the same name
    Given 20.00 USD were paid into "polar" as "cheque-1"
    When 21.00 USD are paid into "nordic" as "cheque-1"
    Then "nordic" has a balance of 21.00 USD

  Scenario Outline: What is no money
    When <amount> USD are paid into "polar" as "cheque-1"
    Then it is refused as "amount-not-payable"
    And there is no account "polar"

    Examples:
      | amount |
      | 0      |
      | -1     |
      | 0.005  |

  Scenario: An account has one currency
    Given 20.00 USD were paid into "polar" as "cheque-1"
    When 20.00 EUR are paid into "polar" as "cheque-2"
    Then it is refused as "currency-not-the-accounts"

  @004-04
  Scenario: A payment is recorded whatever the balance is, a withdrawal is not
    Given the account "polar" was billed 100.00 USD and 0 USD for carriage as "shipment-7"
    When 1.00 USD are withdrawn from "polar" as "w-1"
    Then it is refused as "credit-limit-exceeded"
    When 0.01 USD are paid into "polar" as "cheque-1"
    Then "polar" has a balance of -99.99 USD

  @003-41
  Scenario: The history says why each balance is what it is
    Given 27.00 USD were paid into "polar" as "cheque-1"
    When 7.00 USD of "cheque-1" are refunded to "polar" as "r-1"
    Then the history of "polar" is "payment-received, payment-refunded"
    And "polar" has a balance of 20.00 USD

  Scenario: What is refunded is what was paid, and no more
    Given 27.00 USD were paid into "polar" as "cheque-1"
    When all of "cheque-1" is refunded to "polar" as "r-1"
    Then "polar" has a balance of 0 USD
    When 0.01 USD of "cheque-1" are refunded to "polar" as "r-2"
    Then it is refused as "entry-already-undone"
    When all of "cheque-9" is refunded to "polar" as "r-3"
    Then it is refused as "entry-not-known"

  Scenario: An entry that should not have been is reversed and stays visible
    Given 27.00 USD were paid into "polar" as "cheque-1"
    When "cheque-1" of "polar" is reversed as "r-1" because "another customer's cheque"
    Then "polar" has a balance of 0 USD
    And today's statement of "polar" is
      | entry    | kind     | change | balance | undone by |
      | cheque-1 | payment  | 27.00  | 27.00   | r-1       |
      | r-1      | reversal | -27.00 | 0       |           |

  Scenario: Accounts are listed
    Given 1.00 USD were paid into "polar" as "cheque-1"
    And 1.00 USD were paid into "arctic" as "cheque-1"
    And 1.00 USD were paid into "nordic" as "cheque-1"
    Then the accounts are "arctic, nordic, polar"
    And the accounts page by page, 2 at a time, are "arctic, nordic, polar"
