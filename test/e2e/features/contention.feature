Feature: Many buyers, one seat
  Whatever the crowd, a seat goes to one buyer, and everybody else hears at once what is left.

  Scenario: Two hundred buyers want the same seat
    Given an event with 4 rows of 10 seats at 40.00 in section "STALLS"
    When 200 guests try to hold the seat "STALLS 2-5" at the same moment
    Then one of them holds it
    And 199 of them are refused as "seat_taken"
    And each refusal names the seat "STALLS 2-5", lists it, and offers another seat at 40.00
    And the books are in order

  Scenario: Somebody else's hold is respected
    Given an event with 4 rows of 10 seats at 40.00 in section "STALLS"
    And Ana is a guest
    And Ben is a guest
    When Ana holds the seats "STALLS 2-5, STALLS 2-6"
    And Ben tries to hold the seats "STALLS 2-6, STALLS 2-7"
    Then it is refused as "seat_taken"
    And the refusal names the seat "STALLS 2-6"
    And the refusal offers 2 seats for 80.00
    And the map shows "STALLS 2-7" as "available"
    When Ben takes the offer
    Then Ben holds 2 seats next to each other

  Scenario: The last seats go to one of two
    Given an event with 1 row of 3 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ben is a guest
    When Ana asks for the best 2 seats
    And Ben tries to ask for the best 2 seats
    Then it is refused as "sold_out"
