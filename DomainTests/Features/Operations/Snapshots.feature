Feature: Snapshots are a cache
  Folded states are kept to be quick. Any of them may go at any moment, and nobody notices.

  Background:
    Given the customer "polar" ordering in USD
    And the product "CU-050" at 412.50 USD
    And "polar" has ordered 2 of "CU-050" as "S-1"
    And the order "S-1" has been amended to 1 of "CU-050"

  @002-13 @002-17
  Scenario: Everything is thrown away and comes back from the events
    When every cached state is thrown away
    Then the order "S-1" is open with a total of 412.50 USD
    And the orders of "polar" are "S-1"

  @002-15
  Scenario: Work goes on from nothing but events
    When every cached state is thrown away
    And the order "S-1" is approved
    Then the order "S-1" is approved with a total of 412.50 USD
    And the approved orders of "polar" are "S-1"
