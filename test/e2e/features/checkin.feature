Feature: At the door
  A ticket admits once; what was undone, issued again or refunded is known to the door.

  Background:
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ana has bought the best 2 seats

  Scenario: An admission is taken back
    When the steward scans Ana's ticket at gate "North"
    Then the holder is admitted
    When the steward takes the admission back
    And the steward scans Ana's ticket at gate "South"
    Then the holder is admitted

  Scenario: Ten doors scan one ticket at once
    When 10 stewards scan Ana's ticket at once
    Then one of them admits and 9 are told of the first
    And the books are in order

  Scenario: A code that was issued again is dead
    When Ana has her ticket issued again
    Then Ana receives a mail about "ticket_reissued"
    When the steward scans Ana's former code
    Then it is refused as "ticket_void"
    When the steward scans Ana's ticket at gate "North"
    Then the holder is admitted
    When Ana tries to have her ticket issued again
    Then it is refused with status 409

  Scenario: A code that is not ours
    When the steward scans the code "https://example.com/free-beer"
    Then it is refused as "invalid_code"

  Scenario: A ticket for another evening
    Given the demo event "Jazz"
    When the steward of that event scans Ana's ticket
    Then it is refused as "wrong_event"

  Scenario: A guest does not admit anybody
    When Ana tries to scan her own ticket
    Then it is refused with status 403
