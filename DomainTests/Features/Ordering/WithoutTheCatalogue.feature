Feature: Ordering without the catalogue
  Ordering sells from what it was told. Whatever becomes of the catalogue, orders are placed and stay what they are.

  Background:
    Given the customer "polar" ordering in USD
    And the product "CU-050" at 412.50 USD

  @000-09 @000-18
  Scenario: A product deleted after it was ordered changes no order
    Given "polar" has ordered 2 of "CU-050" as "S-1"
    When the product "CU-050" is deleted
    And every cached state is thrown away
    Then the order "S-1" is open with a total of 825.00 USD
    And the order "S-1" has these lines
      | sku    | name   | price  | quantity | discount | total  |
      | CU-050 | CU-050 | 412.50 | 2        | 0        | 825.00 |

  @000-12 @000-11
  Scenario: Orders are placed while the catalogue is away
    Given the catalogue is away
    When "polar" orders 2 of "CU-050" as "S-1"
    Then the order "S-1" is open with a total of 825.00 USD

  @000-22
  Scenario: A deleted product is no longer offered
    Given the product "CU-050" is deleted
    When "polar" orders 1 of "CU-050" as "S-1"
    Then it is refused as "product-withdrawn" naming "CU-050"
