Feature: From order to payment
  Sales, dispatch, drivers and finance each do their part once; what one does is known to all the others, and every
  delivery is invoiced exactly once.

  Background:
    Given the customer "polar" ordering in USD
    And these products
      | sku    | name            | price  | category         |
      | CU-050 | Condensing unit | 412.50 | Condensing units |
      | VL-TX1 | Valve           | 64.30  | Controls         |
    And the trucks "red, blue"

  @003-01 @003-03 @003-07 @003-08 @003-09 @003-10 @003-38 @003-39
  Scenario: From the customer's call to the payment
    When "polar" orders as "S-1"
      | sku    | quantity | discount |
      | CU-050 | 2        | 5        |
      | VL-TX1 | 3        | 0        |
    And the order "S-1" is approved
    And all that follows is done
    Then the order "S-1" is shipping with the shipment "S-1"
    And the shipment "S-1" is Submitted at a cost of 1.40 USD
    When "red" is assigned to "S-1"
    And "S-1" is shipped
    And "S-1" is delivered and signed for by "Ana Ruiz"
    And all that follows is done
    Then the order "S-1" is completed with the shipment "S-1"
    And "polar" has a balance of -978.05 USD
    And the history of "polar" is "invoice-issued"
    And everybody sees of the order "S-1"
      | what                                                                                          | who     |
      | Ordered by polar: 2 lines, 976.65 USD                                                         | staff   |
      | Approved                                                                                      | staff   |
      | Carriage of 5 pounds to Omaha asked for, at 1.40 USD                                          | Tempest |
      | Handed to shipping as shipment S-1                                                            | Tempest |
      | Assigned to truck red                                                                         | staff   |
      | On the road                                                                                   | staff   |
      | Delivered, signed for by Ana Ruiz                                                             | staff   |
      | Invoiced to polar: 978.05 USD, goods 976.65 USD and carriage 1.40 USD, to be paid in 30 days  | Tempest |
      | Completed with shipment S-1                                                                   | Tempest |
    When 978.05 USD are paid into "polar" as "P-1"
    Then "polar" has a balance of 0.00 USD
    And the history of the order "S-1" is "order-placed, order-approved, order-handed-over, order-completed"

  @003-R @003-33
  Scenario: A delivery that is told twice is invoiced once
    Given "polar" has ordered 1 of "VL-TX1" as "S-1"
    And the order "S-1" has been approved
    And all that follows has been done
    And "red" has been assigned to "S-1"
    And "S-1" has been shipped
    When "S-1" is delivered and signed for by "Ana Ruiz"
    And "S-1" is delivered and signed for by "Ana Ruiz"
    And all that follows is done
    Then "polar" has a balance of -64.58 USD

  @003-08
  Scenario: Carriage without an order is invoiced too
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When "G-1" is delivered and signed for by "Tom Berg"
    And all that follows is done
    Then "polar" has a balance of -28.00 USD

  @003-14 @003-34
  Scenario: What is in shipping is cancelled by cancelling its shipment first
    Given "polar" has ordered 1 of "VL-TX1" as "S-1"
    And the order "S-1" has been approved
    And all that follows has been done
    When the order "S-1" is cancelled because "ordered twice"
    Then it is refused as "order-in-shipping"
    When the shipment "S-1" is cancelled because "the order is cancelled"
    And all that follows is done
    And the order "S-1" is cancelled because "ordered twice"
    Then the order "S-1" is cancelled because "ordered twice"
    And there is no account "polar"

  @003-44 @002-04
  Scenario: What a department cannot do, somebody is asked to look at
    Given "polar" has ordered 1 of "VL-TX1" as "S-1"
    And the order "S-1" has been cancelled because "ordered twice"
    And "polar" has had 100 pounds of "S-1" submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When "G-1" is delivered and signed for by "Tom Berg"
    And all that follows is done
    Then staff have to look at "complete-order: order-not-approved"
    And "polar" has a balance of -92.30 USD
