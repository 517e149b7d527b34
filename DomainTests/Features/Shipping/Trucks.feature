Feature: Trucks
  A truck carries one shipment or none. Dispatch sees which are free, and never books one twice.

  Background:
    Given the trucks "red, blue"
    And "polar" has had 100 pounds submitted as "G-1"
    And "polar" has had 200 pounds submitted as "G-2"

  @003-04
  Scenario: A truck is never booked twice
    Given "red" has been assigned to "G-1"
    When "red" is assigned to "G-2"
    Then it is refused as "truck-occupied"
    And the truck "red" is Occupied by "G-1"
    And "G-2" waits for a truck

  Scenario: Dispatch sees which trucks are free
    Then the trucks that are available are "blue, red"
    When "red" is assigned to "G-1"
    Then the trucks that are available are "blue"
    When "blue" is taken out of service because "brakes"
    Then no truck is available

  Scenario: Dispatch sees what waits, who has waited longest first
    Then "G-1, G-2" wait for trucks in this order
    When "red" is assigned to "G-1"
    Then "G-2" waits for a truck
    And "G-1" does not wait for a truck

  Scenario: Many trucks are assigned at once, each answered for itself
    When these trucks are assigned at once
      | shipment | truck |
      | G-1      | red   |
      | G-2      | red   |
      | G-9      | blue  |
      | G-2      | blue  |
    Then they are answered "done, truck-occupied, shipment-not-submitted, done"
    And the shipment "G-1" is Assigned on "red"
    And the shipment "G-2" is Assigned on "blue"

  @003-15
  Scenario: Another truck takes over after a breakdown
    Given "red" has been assigned to "G-1"
    When "G-1" is reassigned to "blue" because "red broke down"
    Then the shipment "G-1" is Assigned on "blue"
    And the truck "red" is Available
    And the truck "blue" is Occupied by "G-1"

  @003-15
  Scenario: Another truck takes over on the road
    Given "red" has been assigned to "G-1"
    And "G-1" has been shipped
    When "G-1" is reassigned to "blue" because "red broke down"
    Then the shipment "G-1" is Shipped on "blue"
    And the truck "red" is Available
    When "G-1" is delivered and signed for by "Tom Berg"
    Then the truck "blue" is Available

  Scenario: A truck that is occupied takes nothing over
    Given "red" has been assigned to "G-1"
    And "blue" has been assigned to "G-2"
    When "G-1" is reassigned to "blue" because "red broke down"
    Then it is refused as "truck-occupied"
    And the truck "red" is Occupied by "G-1"
    And the truck "blue" is Occupied by "G-2"

  @003-15 @003-41
  Scenario: A change of trucks says why
    Given "red" has been assigned to "G-1"
    When "G-1" is reassigned to "blue" because " "
    Then it is refused as "reason-missing"

  Scenario: A truck out of service takes none until it returns
    Given "red" has been taken out of service because "brakes"
    When "red" is assigned to "G-1"
    Then it is refused as "truck-out-of-service"
    When "red" is returned to service
    And "red" is assigned to "G-1"
    Then the shipment "G-1" is Assigned on "red"

  Scenario: A truck with a shipment is not taken out of service
    Given "red" has been assigned to "G-1"
    When "red" is taken out of service because "brakes"
    Then it is refused as "truck-occupied"

  Scenario: A truck that nobody has
    When "green" is assigned to "G-1"
    Then it is refused as "unknown-truck"
    And "G-1" waits for a truck

  Scenario: What a truck offers
    Then the truck "red" offers "take-out-of-service"
    When "red" is taken out of service because "brakes"
    Then the truck "red" offers "return-to-service"
    When "red" is returned to service
    And "red" is assigned to "G-1"
    Then the truck "red" offers nothing
