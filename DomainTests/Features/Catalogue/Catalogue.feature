Feature: The catalogue
  Staff edit products freely. What matters of a product elsewhere is told to those who need it.

  @000-05 @000-27
  Scenario: A product is added and found
    When the product "CU-050" named "Condensing unit" is added at 412.50 USD in "Condensing units"
    Then the product "CU-050" is active at 412.50 USD
    And searching for "condens" finds "CU-050"

  Scenario: Words are found whatever their accents and whichever way they are written
    Given these products
      | sku | name              | price | category  |
      | G-1 | Guaraná Fantástica | 4.50 | Beverages |
      | G-2 | Ginger beer        | 3.20 | Beverages |
    Then searching for "GUARANA" finds "G-1"
    And searching for "fant guar" finds "G-1"
    And searching for "beer guarana" finds nothing

  Scenario: Products are found by category, price and status
    Given these products
      | sku | name          | price  | category |
      | V-1 | Small valve   | 20.00  | Valves   |
      | V-2 | Middle valve  | 60.00  | Valves   |
      | V-3 | Large valve   | 200.00 | Valves   |
      | P-1 | Copper pipe   | 58.20  | Pipes    |
    And "V-2" is discontinued
    Then products of "Valves" from 50.00 to 250.00 are "V-2, V-3"
    And active products of "Valves" are "V-1, V-3"

  Scenario: A price below zero is refused
    Given the product "CU-050" at 412.50 USD
    When "CU-050" is repriced to -1.00 USD
    Then it is refused as "price-not-payable"
    And the product "CU-050" is active at 412.50 USD

  Scenario: A price finer than the currency has coins for is refused
    When the product "CU-050" named "Condensing unit" is added at 412.505 USD in "Condensing units"
    Then it is refused as "price-not-payable"

  Scenario: A product keeps its currency
    Given the product "CU-050" at 412.50 USD
    When "CU-050" is repriced to 400.00 EUR
    Then it is refused as "currency-fixed"

  Scenario: An SKU belongs to one product
    Given the product "CU-050" at 412.50 USD
    When the product "CU-050" named "Something else" is added at 1.00 USD in "Other"
    Then it is refused as "product-exists"

  Scenario: What is not there cannot be changed
    When "CU-999" is discontinued
    Then it is refused as "product-not-found"

  Scenario: A discontinued product comes back
    Given the product "CU-050" at 412.50 USD
    And "CU-050" is discontinued
    When "CU-050" is reinstated
    Then the product "CU-050" is active at 412.50 USD

  Scenario: Whoever changes a product has seen its present state
    Given the product "CU-050" at 412.50 USD
    And Ana looks at the product "CU-050"
    And "CU-050" is repriced to 430.00 USD
    When Ana reprices what she saw of "CU-050" to 420.00 USD
    Then she is told that it has changed since
    And the product "CU-050" is active at 430.00 USD
