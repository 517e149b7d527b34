Feature: Customers
  Profiles are edited freely; Ordering is told who may order, and in which currency.

  @003-43
  Scenario: A profile is written and written anew
    Given the customer "polar" ordering in USD
    When the profile of "polar" is rewritten with the name "Polar Foods Inc"
    Then the customer "polar" is called "Polar Foods Inc"

  Scenario: Nobody orders for a customer who is not known
    Given the product "CU-050" at 412.50 USD
    When "nobody" orders 1 of "CU-050" as "S-1"
    Then it is refused as "unknown-customer"

  Scenario: Nobody orders for a customer who has left
    Given the product "CU-050" at 412.50 USD
    And the customer "polar" ordering in USD
    And the customer "polar" is deleted
    When "polar" orders 1 of "CU-050" as "S-1"
    Then it is refused as "unknown-customer"

  Scenario: A customer orders in its own currency
    Given the customer "delft" ordering in EUR
    And the product "CU-050" at 412.50 USD
    When "delft" orders 1 of "CU-050" as "S-1"
    Then it is refused as "currency-not-the-buyers"
