Feature: What was, and why
  Whoever asks sees anything as it was, what of it is different now, and from anything that happened what led to it and
  what it led to.

  Background:
    Given the customer "polar" ordering in USD
    And the product "VL-TX1" at 64.30 USD
    And the trucks "red, blue"

  @002-27 @003-17
  Scenario: An order as it was before it was amended
    Given "polar" has ordered 2 of "VL-TX1" as "S-1"
    When the order "S-1" is amended to
      | sku    | quantity | discount |
      | VL-TX1 | 5        | 0        |
    Then after 1 event the order "S-1" was open with a total of 128.60 USD
    And the order "S-1" is open with a total of 321.50 USD
    And after 1 event the order "S-1" differed from now in
      | what             | then | now |
      | lines 1 quantity | 2    | 5   |

  @003-17
  Scenario: What nobody has changed is as it was
    Given "polar" has ordered 2 of "VL-TX1" as "S-1"
    And the order "S-1" has been amended to 5 of "VL-TX1"
    Then after 2 events nothing of the order "S-1" differed from now

  @003-15 @003-17
  Scenario: A shipment as it was before it was moved to another truck
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    When "G-1" is reassigned to "blue" because "brakes"
    Then after 2 events the shipment "G-1" differed from now in
      | what  | then | now  |
      | truck | red  | blue |

  @003-41 @004-14
  Scenario: What somebody asked for says so, and what else was done with it
    Given "polar" has had 100 pounds submitted as "G-1"
    When "red" is assigned to "G-1"
    Then "truck-assigned" of the shipment "G-1" was asked for by somebody
    And done in one go with "truck-assigned" of the shipment "G-1" was "Occupied by shipment G-1"

  @003-38 @003-41 @004-14
  Scenario: An invoice goes back to its delivery, and carriage to the approval of its order
    Given "polar" has ordered 2 of "VL-TX1" as "S-1"
    And the order "S-1" has been approved
    And all that follows has been done
    And "red" has been assigned to "S-1"
    And "S-1" has been shipped
    When "S-1" is delivered and signed for by "Ana Ruiz"
    And all that follows is done
    Then "invoice-issued" of the account "polar" goes back to "Delivered, signed for by Ana Ruiz"
    And "shipment-submitted" of the shipment "S-1" goes back to "Approved"
    And "order-completed" of the order "S-1" goes back to "Delivered, signed for by Ana Ruiz"
    And "order-approved" of the order "S-1" led to
      | what                                                 |
      | Carriage of 2 pounds to Omaha asked for, at 0.56 USD |
      | Handed to shipping as shipment S-1                   |
