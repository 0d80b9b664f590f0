Feature: Paying
  At most one charge, and always the truth about it.

  Background:
    Given an event with 4 rows of 10 seats at 40.00 in section "STALLS"
    And Ana is a guest
    And Ana has ordered the best 2 seats

  Scenario Outline: A decline keeps the seats, and the next try buys them
    When Ana tries to pay by "<method>"
    Then it is refused as "payment_declined"
    And the refusal carries the failed payment, for "<reason>"
    And Ana's order is "pending"
    And the map shows Ana's seats as "reserved"
    When Ana pays by "card_ok"
    Then the money is taken
    And Ana's order becomes "fulfilled"

    Examples:
      | method             | reason             |
      | card_declined      | card_declined      |
      | insufficient_funds | insufficient_funds |

  Scenario: The processor does not answer in time
    When Ana pays by "processor_timeout"
    Then the payment waits for the bank
    When Ana tries to pay by "card_ok"
    Then it is refused as "payment_in_progress"
    When Ana tries to let a seat go
    Then it is refused as "payment_in_progress"
    When Ana tries to cancel the order
    Then it is refused as "payment_in_progress"
    And within 45 seconds Ana's order becomes "fulfilled"
    And Ana has 2 valid tickets, one for each seat

  Scenario: The bank asks the buyer, who approves
    When Ana pays by "requires_action"
    Then the payment waits for the bank
    And the bank's page shows the amount 80.00
    When Ana approves at the bank
    Then Ana's order becomes "fulfilled"

  Scenario: The bank asks the buyer, who declines
    When Ana pays by "requires_action"
    Then the payment waits for the bank
    When Ana declines at the bank
    Then Ana's payment becomes "failed"
    And Ana's order is "pending"
    And the map shows Ana's seats as "reserved"
    When Ana pays by "debit_card"
    Then the money is taken

  Scenario: A paid order is not paid twice
    When Ana pays by "card_ok"
    Then the money is taken
    When Ana pays by "card_ok" once more
    Then it is answered with the payment that she made

  Scenario: An unknown way to pay
    When Ana tries to pay by "cowries"
    Then it is refused with status 400
    And Ana's order is "pending"

  Scenario: Somebody else's order cannot be paid, read or cancelled
    Given Ben is a guest
    When Ben tries to pay Ana's order
    Then it is refused with status 404
    When Ben tries to read Ana's order
    Then it is refused with status 404
    When Ben tries to cancel Ana's order
    Then it is refused with status 404
    And Ana's order is "pending"
