Feature: Placing orders
  An order is taken at the prices on offer at that moment, and keeps them.

  Background:
    Given the customer "polar" ordering in USD
    And these products
      | sku    | name            | price  | category         |
      | CU-050 | Condensing unit | 412.50 | Condensing units |
      | VL-TX1 | Valve           | 64.30  | Controls         |
      | PI-038 | Copper tube     | 58.20  | Pipes            |

  @000-04 @003-02
  Scenario: An order is placed
    When "polar" orders as "S-1"
      | sku    | quantity | discount |
      | CU-050 | 2        | 5        |
      | VL-TX1 | 3        | 0        |
    Then the order "S-1" is open with a total of 976.65 USD
    And the order "S-1" has these lines
      | sku    | name            | price  | quantity | discount | total  |
      | CU-050 | Condensing unit | 412.50 | 2        | 5        | 783.75 |
      | VL-TX1 | Valve           | 64.30  | 3        | 0        | 192.90 |

  @001-01
  Scenario: An order taken by telephone says so
    When "polar" orders 1 of "VL-TX1" by phone as "S-1"
    Then the order "S-1" came in by phone

  @000-19 @000-21
  Scenario: The price is that of the moment it was ordered
    Given "polar" has ordered 1 of "CU-050" as "S-1"
    When "CU-050" is repriced to 450.00 USD
    Then the order "S-1" is open with a total of 412.50 USD
    And when "polar" orders 1 of "CU-050" as "S-2" its total is 450.00 USD

  Scenario: Half a cent is rounded up, once for each line
    Given the product "HC-1" at 0.25 USD
    When "polar" orders as "S-1"
      | sku  | quantity | discount |
      | HC-1 | 1        | 10       |
    Then the order "S-1" is open with a total of 0.23 USD

  Scenario Outline: An order that no sales office would take: <fault>
    When "polar" orders as "S-1"
      | sku    | quantity   | discount   |
      | <sku>  | <quantity> | <discount> |
    Then it is refused as "<code>"
    And there is no order "S-1"

    Examples:
      | fault                  | sku    | quantity | discount | code                  |
      | a product never offered | NO-1  | 1        | 0        | unknown-product       |
      | nothing of it          | CU-050 | 0        | 0        | quantity-below-one    |
      | less than nothing      | CU-050 | -3       | 0        | quantity-below-one    |
      | too much of it         | CU-050 | 1000001  | 0        | quantity-too-large    |
      | more than all off      | CU-050 | 1        | 101      | discount-out-of-range |
      | a surcharge            | CU-050 | 1        | -5       | discount-out-of-range |
      | too fine a discount    | CU-050 | 1        | 5.555    | discount-out-of-range |

  Scenario: An order without lines
    When "polar" orders nothing as "S-1"
    Then it is refused as "order-empty"

  Scenario: The same product twice
    When "polar" orders as "S-1"
      | sku    | quantity | discount |
      | CU-050 | 1        | 0        |
      | CU-050 | 2        | 0        |
    Then it is refused as "repeated-sku" naming "CU-050"

  Scenario: Two currencies in one order
    Given the product "EU-1" at 10.00 EUR
    When "polar" orders as "S-1"
      | sku    | quantity | discount |
      | CU-050 | 1        | 0        |
      | EU-1   | 1        | 0        |
    Then it is refused as "mixed-currencies"

  @000-20
  Scenario: What was discontinued is no longer sold
    Given "CU-050" is discontinued
    When "polar" orders 1 of "CU-050" as "S-1"
    Then it is refused as "product-withdrawn" naming "CU-050"

  Scenario: What was reinstated is sold again
    Given "CU-050" is discontinued
    And "CU-050" is reinstated
    When "polar" orders 1 of "CU-050" as "S-1"
    Then the order "S-1" is open with a total of 412.50 USD

  Scenario: An address to which nothing can be delivered
    When "polar" orders 1 of "CU-050" as "S-1" to a US address with the zip "123"
    Then it is refused as "address-not-deliverable"

  Scenario: An id belongs to one order
    Given "polar" has ordered 1 of "CU-050" as "S-1"
    When "polar" orders 2 of "VL-TX1" as "S-1"
    Then it is refused as "order-already-placed"
    And the order "S-1" is open with a total of 412.50 USD
