Feature: Carriage
  A customer calls, customer service quotes and takes the details, dispatch finds a truck, the driver picks up and
  delivers, the recipient signs. Everybody sees the same history.

  Background:
    Given the trucks "red, blue"

  @003-02
  Scenario Outline: Carriage is quoted by weight before anything is agreed
    Then carriage of <weight> pounds costs <cost>

    Examples:
      | weight | cost   |
      | 1      | 0.28   |
      | 123    | 34.44  |
      | 12.5   | 3.50   |
      | 2.375  | 0.67   |

  @003-01 @003-03 @003-04 @003-05 @003-06 @003-07 @003-14 @003-23
  Scenario: From the customer's call to the signature
    When "polar" has 123 pounds submitted as "G-1"
    Then the shipment "G-1" is Submitted at a cost of 34.44 USD
    And "G-1" waits for a truck
    When "red" is assigned to "G-1"
    Then the shipment "G-1" is Assigned on "red"
    And the truck "red" is Occupied by "G-1"
    And the driver of "red" picks up "G-1" at "4 River Dock" and delivers it at "480 Shore Road" to "Lakeside"
    When "G-1" is shipped
    Then the shipment "G-1" is Shipped on "red"
    And "G-1" has been on the road since just now
    When "G-1" is delivered and signed for by "Tom Berg"
    Then the shipment "G-1" is Delivered, signed for by "Tom Berg"
    And the truck "red" is Available
    And the driver of "red" has nothing to carry
    And the history of the shipment "G-1" is "shipment-submitted, truck-assigned, shipment-shipped, shipment-delivered"

  @003-10 @003-17
  Scenario: Has a truck been sent?
    Given "polar" has had 100 pounds submitted as "G-1"
    And "polar" has had 200 pounds submitted as "G-2"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    Then the shipments of "polar" are "G-2, G-1"
    And the shipments of "polar" that are Shipped are "G-1"
    And the shipments of "polar" that are Submitted are "G-2"
    And each thing in the history of the shipment "G-1" says who did it and when

  @003-11 @003-R
  Scenario: Everything wrong with a submission is said at once
    When "polar" has 0.5 pounds from the zip "6811" to "South Dakota" "57104" submitted as "G-1"
    Then it is refused as "shipment-not-acceptable" naming "shipFrom.zip, shipTo.state, weightInPounds"
    And there is no shipment "G-1"

  @003-R
  Scenario: The lightest shipment weighs a pound
    When "polar" has 1 pounds submitted as "G-1"
    Then the shipment "G-1" is Submitted at a cost of 0.28 USD

  @003-30 @003-34 @003-31
  Scenario: Nothing is delivered before it was shipped, and nothing changes
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    When "G-1" is delivered and signed for by "Tom Berg"
    Then it is refused as "shipment-not-shipped"
    And the shipment "G-1" is Assigned on "red"
    And 2 things have happened to the shipment "G-1"

  @003-34
  Scenario: What is on the road is not assigned again
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When "blue" is assigned to "G-1"
    Then it is refused as "shipment-not-waiting"
    And the truck "blue" is Available
    And the shipment "G-1" is Shipped on "red"

  Scenario: What has no truck is not shipped
    Given "polar" has had 100 pounds submitted as "G-1"
    When "G-1" is shipped
    Then it is refused as "shipment-not-assigned"

  Scenario: Somebody has to sign
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When "G-1" is delivered and signed for by " "
    Then it is refused as "signature-missing"

  @003-33 @003-R
  Scenario: A delivery told twice is told once
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When request "R-1" tells that "G-1" was delivered and signed for by "Tom Berg"
    And request "R-1" tells that "G-1" was delivered and signed for by "Tom Berg"
    Then it was answered that the shipment "G-1" is Delivered
    And 4 things have happened to the shipment "G-1"

  Scenario: A request's name belongs to one delivery
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When request "R-1" tells that "G-1" was delivered and signed for by "Tom Berg"
    And request "R-1" tells that "G-1" was delivered and signed for by "Ana Ruiz"
    Then it is refused because the request's name was used before

  Scenario: A shipment is cancelled while it has not left
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    When the shipment "G-1" is cancelled because "the customer fetches it"
    Then the shipment "G-1" is Cancelled because "the customer fetches it"
    And the truck "red" is Available

  Scenario: What is on the road is not cancelled
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When the shipment "G-1" is cancelled because "the customer fetches it"
    Then it is refused as "shipment-on-the-road"
    And the truck "red" is Occupied by "G-1"

  @003-12 @003-16
  Scenario: Only what is possible is offered
    Given "polar" has had 100 pounds submitted as "G-1"
    Then the shipment "G-1" offers "assign, cancel"
    When "red" is assigned to "G-1"
    Then the shipment "G-1" offers "reassign, ship, cancel"
    When "G-1" is shipped
    Then the shipment "G-1" offers "reassign, deliver"
    When "G-1" is delivered and signed for by "Tom Berg"
    Then the shipment "G-1" offers nothing

  @003-20 @003-36
  Scenario: A shipment as it was, and from its history alone
    Given "polar" has had 100 pounds submitted as "G-1"
    And "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When every cached state is thrown away
    Then the shipment "G-1" is Shipped on "red"
    And after 1 event the shipment "G-1" was Submitted
    And after 2 events the shipment "G-1" was Assigned

  Scenario: A shipment from before Tempest keeps its cost and its days
    Given the shipment "G-0" for "polar" at 32.38 USD was picked up on 1996-07-16 and delivered on 1996-07-18
    Then the shipment "G-0" is Delivered at a cost of 32.38 USD
    And the shipment "G-0" was delivered on 1996-07-18
    And the history of the shipment "G-0" is "shipment-submitted, shipment-shipped, shipment-delivered"
