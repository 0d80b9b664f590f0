Feature: Organising
  An organiser makes an event, sells it, and undoes it, without ever breaking a promise to a buyer.

  Scenario: An event from sections
    When the organiser makes an event with the sections
      | section  | rows | seats | multiplier |
      | STALLS   | 5    | 20    | 1          |
      | BALCONY  | 2    | 10    | 0.5        |
    Then the event has 120 seats on sale
    And the seats of "BALCONY" cost 20.00
    And the event is found by its name

  Scenario: An event from a seat plan
    When the organiser makes an event for 10000 people
    And imports the plan of the concert hall
    Then the event has all seats of the plan on sale
    And every category of the plan has a price
    Given Ana is a guest
    And Ana has bought the best 2 seats

  Scenario: What is sold cannot be edited away
    Given an event with 2 rows of 5 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ana has bought the best 2 seats
    When the organiser tries to import another plan
    Then it is refused with status 409
    When the organiser tries to lower the capacity to 5
    Then it is refused with status 400
    When the organiser renames the event
    Then the event has the new name and is otherwise as before

  Scenario: An event is taken off sale and put back
    Given an event with 2 rows of 5 seats at 30.00 in section "HALL"
    And Ana is a guest
    When the organiser does "deactivate"
    Then the map shows "HALL 1-1" as "unavailable"
    And Ana cannot hold "HALL 1-1"
    When the organiser does "reactivate"
    Then the map shows "HALL 1-1" as "available"
    When Ana holds the seats "HALL 1-1"
    And the organiser tries to "deactivate"
    Then it is refused with status 400

  Scenario: A cancelled event pays everybody back
    Given an event with 2 rows of 5 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ben is a guest
    And Cleo is a guest
    And Ana has bought the best 2 seats
    And Ben has ordered the best 2 seats
    When Cleo holds the seats "HALL 2-5"
    And the organiser does "cancel"
    Then Ana's order becomes "cancelled"
    And Ana has her 60.00 back
    And Ana's tickets are void
    And Ben's order becomes "cancelled"
    And Ben cannot hold "HALL 2-1"
    And Ana receives a mail about "refund"
    And the books are in order
