Feature: Asking twice
  A double click, a lost connection: the same request has one effect and one answer.

  Background:
    Given an event with 4 rows of 10 seats at 40.00 in section "STALLS"
    And Ana is a guest

  Scenario: The same request is answered as before
    When Ana sends the same wish for 2 seats twice
    Then both answers are the same
    And Ana's live holds are 2

  Scenario: Ten clicks on pay are one charge
    Given Ana has ordered the best 2 seats
    When Ana clicks pay 10 times at once
    Then there is one payment
    And Ana's order becomes "fulfilled"
    And the books are in order

  Scenario: A key is not used for something else
    When Ana sends a wish for 1 seat and then another with the same key
    Then it is refused as "idempotency_key_reused"
    And Ana's live holds are 1
