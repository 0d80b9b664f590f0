Feature: Refunds
  Tickets first, then the money, then the seats.

  Background:
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ana has bought the best 2 seats

  Scenario: Everything goes back
    When the organiser refunds Ana's order
    Then Ana has her 60.00 back
    And Ana's order becomes "cancelled"
    And Ana's tickets are void
    And within 10 seconds the map shows Ana's seats as "available"
    And Ana receives a mail about "refund"
    When the organiser tries to refund Ana's order
    Then it is refused as "already_refunded"
    When the steward scans Ana's ticket at gate "North"
    Then it is refused as "ticket_void"

  Scenario: The seats of a refund are sold again
    Given Ben is a guest
    When the organiser refunds Ana's order
    Then within 10 seconds the map shows Ana's seats as "available"
    When Ben holds Ana's former seats
    And Ben puts his seats into the cart
    And Ben checks out
    And Ben pays by "card_ok"
    Then Ben's order becomes "fulfilled"

  Scenario: A buyer cannot take the money back alone
    When Ana tries to refund her order
    Then it is refused with status 403
    And Ana's order becomes "fulfilled"
