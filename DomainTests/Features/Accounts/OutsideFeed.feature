Feature: Entries told from outside
  A bank or an older system tells what has happened, late, twice and in any order.

  @004-09 @000-02
  Scenario Outline: The same entries, told <how>, give the same balances on every day
    When these entries of "polar" are told from outside: <entries>
      | entry | kind    | amount | on         | due        | undoes | of kind |
      | I-1   | invoice | 100.00 | 2024-01-10 | 2024-02-10 |        |         |
      | P-1   | payment | 60.00  | 2024-01-31 |            |        |         |
      | P-2   | payment | 60.00  | 2024-02-01 |            |        |         |
      | R-1   | refund  | 20.00  | 2024-02-02 |            | P-2    | payment |
    Then on 2024-01-09 there was no account "polar"
    And on 2024-01-10 "polar" had a balance of -100.00 USD
    And on 2024-01-31 "polar" had a balance of -40.00 USD
    And on 2024-02-01 "polar" had a balance of 20.00 USD
    And on 2024-02-02 "polar" had a balance of 0 USD
    And "polar" has a balance of 0 USD

    Examples:
      | how       | entries                       |
      | in order  | I-1, P-1, P-2, R-1            |
      | backwards | R-1, P-2, P-1, I-1            |
      | twice     | P-2, R-1, P-2, I-1, P-1, R-1  |

  Scenario: Each entry is answered for itself
    When these entries of "polar" are told from outside: P-1, P-1, P-2, P-3
      | entry | kind    | amount | on         | due | undoes | of kind |
      | P-1   | payment | 60.00  | 2024-01-31 |     |        |         |
      | P-2   | payment | 0.00   | 2024-01-31 |     |        |         |
      | P-3   | payment | 5.00   | 2024-01-31 |     |        |         |
    Then the entries are answered "booked, already-booked, amount-not-payable, booked"
    And "polar" has a balance of 65.00 USD

  Scenario: What was overdue on a day, known only later
    When these entries of "polar" are told from outside: P-1, I-1
      | entry | kind    | amount | on         | due        | undoes | of kind |
      | I-1   | invoice | 100.00 | 2024-01-10 | 2024-02-10 |        |         |
      | P-1   | payment | 60.00  | 2024-03-01 |            |        |         |
    Then on 2024-02-10 0 USD of "polar" were overdue
    And on 2024-02-11 100.00 USD of "polar" were overdue
    And on 2024-03-01 40.00 USD of "polar" were overdue

  @003-09
  Scenario: A statement of some days begins and ends with the balance
    When these entries of "polar" are told from outside: P-1, I-1, P-2
      | entry | kind    | amount | on         | due        | undoes | of kind |
      | I-1   | invoice | 100.00 | 2024-01-10 | 2024-02-10 |        |         |
      | P-1   | payment | 60.00  | 2024-01-31 |            |        |         |
      | P-2   | payment | 30.00  | 2024-02-01 |            |        |         |
    Then the statement of "polar" from 2024-01-31 to 2024-02-01 goes from -100.00 to -10.00 USD
    And the statement of "polar" from 2024-01-01 to 2024-01-30 goes from 0 to -100.00 USD
    And the statement of "polar" from 2024-02-02 to 2024-02-28 goes from -10.00 to -10.00 USD
