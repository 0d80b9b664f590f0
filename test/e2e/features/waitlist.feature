Feature: Waiting in line
  When an event is sold out, those who still want to come wait in line. What comes free is held for the first of them whom it suits,
  and the public never gets it on the way.

  Scenario: A seat that is let go is offered to the first in line
    Given an event with 1 row of 3 seats at 40.00 in section "HALL"
    And Ana is a guest
    And Ana holds the seats "HALL 1-1, HALL 1-2, HALL 1-3"
    When Cleo, Dan and Eve wait in line
    Then Cleo is number 1 in line
    And Dan is number 2 in line
    And Eve is number 3 in line
    And seats can be offered to 3 people in line
    Given the map shows "HALL 1-1" as "reserved"
    And somebody watches the map
    And somebody tries to hold "HALL 1-1" all the time
    When Ana lets "HALL 1-1" go
    Then Cleo is offered "HALL 1-1" for 40.00
    And the map shows "HALL 1-1" as "reserved"
    And Dan is number 1 in line
    When Cleo takes the order by the offer's link
    And Cleo pays by "card_ok"
    Then the money is taken
    And Cleo's order becomes "fulfilled"
    And Cleo has 1 valid ticket, one for each seat
    And Cleo's place becomes "completed"
    And the watcher sees "HALL 1-1" turn "sold" within 15 seconds
    And the watcher has never seen "HALL 1-1" as "available"
    And nobody else has held it
    When Eve leaves the line
    Then Eve's place becomes "left"
    And Dan is number 1 in line
    And seats can be offered to 1 person in line
    And the books are in order

  Scenario: A pair between two singles
    Given an event with 1 row of 7 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ben is a guest
    And Cleo is a guest
    And Ana has bought "HALL 1-1, HALL 1-3, HALL 1-5"
    And Ben holds the seats "HALL 1-2, HALL 1-4"
    And Cleo has ordered "HALL 1-6, HALL 1-7"
    And Dan waits in line
    And Eve waits in line for 2 seats
    And Fay waits in line
    When Ben lets "HALL 1-2" go
    Then Dan is offered "HALL 1-2" for 30.00
    When Ben lets "HALL 1-4" go
    Then Fay is offered "HALL 1-4" for 30.00
    And Eve is number 1 in line
    When Cleo cancels the order
    Then Eve is offered "HALL 1-6, HALL 1-7" for 60.00
    When Eve takes the order by the offer's link
    And Eve pays by "card_ok"
    Then Eve's order becomes "fulfilled"
    And Eve has 2 valid tickets, one for each seat

  Scenario: A seat is offered to those whom it suits
    Given an event with the sections
      | section  | rows | seats | multiplier |
      | STALLS   | 1    | 2     | 1          |
      | BALCONY  | 1    | 2     | 0.5        |
    And Ana is a guest
    And Ana holds the seats "STALLS 1-1, STALLS 1-2, BALCONY 1-1, BALCONY 1-2"
    And Dan waits in line for a seat in "BALCONY"
    And Eve waits in line for a seat up to 39.99
    And Fay waits in line
    When Ana lets "STALLS 1-1" go
    Then Fay is offered "STALLS 1-1" for 40.00
    And Dan is number 1 in line
    And Eve is number 2 in line
    When Ana lets "BALCONY 1-2" go
    Then Dan is offered "BALCONY 1-2" for 20.00
    When Ana lets "BALCONY 1-1" go
    Then Eve is offered "BALCONY 1-1" for 20.00
    When Ana lets "STALLS 1-2" go
    Then the map shows "STALLS 1-2" as "available"

  Scenario: What is declined goes to the next, and at last to the public
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo and Dan wait in line
    When Ana lets "BOX 1-1" go
    Then Cleo is offered "BOX 1-1" for 40.00
    When Cleo declines the offer
    Then Cleo's place becomes "expired"
    And Dan is offered "BOX 1-1" for 40.00
    And seats can be offered to 0 people in line
    When Cleo tries to confirm her place
    Then it is refused as "entry_over"
    When Cleo waits in line
    Then Cleo is number 1 in line
    When Cleo leaves the line
    And Dan declines the offer
    Then the map shows "BOX 1-1" as "available"
    And nobody is left in line
    When Eve tries to join the line
    Then it is refused as "seats_available"
    When Ben is a guest
    And Ben holds the seats "BOX 1-1"
    And the books are in order

  Scenario: The bank decides about an offer, not a change of mind
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo waits in line
    When Ana lets "BOX 1-1" go
    Then Cleo is offered "BOX 1-1" for 40.00
    When Cleo takes the order by the offer's link
    And Cleo pays by "requires_action"
    Then the payment waits for the bank
    When Cleo tries to decline the offer
    Then it is refused as "payment_in_progress"
    When Cleo tries to leave the line
    Then it is refused as "payment_in_progress"
    When Cleo approves at the bank
    Then Cleo's order becomes "fulfilled"
    And Cleo's place becomes "completed"

  Scenario: A refunded order's seats go to the line
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana has bought "BOX 1-1, BOX 1-2"
    And Cleo waits in line for 2 seats
    When the organiser refunds Ana's order
    Then Cleo is offered "BOX 1-1, BOX 1-2" for 80.00
    And Ana has her 80.00 back

  Scenario: A seat that the house lets go goes to the line
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo waits in line
    When the steward releases "BOX 1-2"
    Then Cleo is offered "BOX 1-2" for 40.00

  Scenario: An offer that the house takes back keeps the place
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo and Dan wait in line
    When Ana lets "BOX 1-1" go
    Then Cleo is offered "BOX 1-1" for 40.00
    And Dan is number 1 in line
    When the steward releases "BOX 1-1"
    Then Cleo is offered "BOX 1-1" for 40.00 anew
    And Dan is number 1 in line
    And Cleo receives a mail "Your offer was taken back"

  Scenario: Who has not confirmed keeps the place and is offered nothing
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    When Cleo joins the line
    Then Cleo's place becomes "unconfirmed"
    And Cleo is number 1 in line
    And seats can be offered to 0 people in line
    When Dan waits in line
    Then Dan is number 2 in line
    And seats can be offered to 1 person in line
    When Ana lets "BOX 1-1" go
    Then Dan is offered "BOX 1-1" for 40.00
    And Cleo's place becomes "unconfirmed"
    When Cleo confirms her place
    Then Cleo's place becomes "pending"
    When Ana lets "BOX 1-2" go
    Then Cleo is offered "BOX 1-2" for 40.00

  Scenario: The link leads to a page for people
    Given an event with 1 row of 1 seat at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1"
    When Cleo joins the line
    Then the page of Cleo's place says "Confirm my place"
    And Cleo's place becomes "unconfirmed"
    When Cleo presses "confirm" on the page
    Then Cleo's place becomes "pending"
    And the page of Cleo's place says "You are first in line"
    When Ana lets "BOX 1-1" go
    Then Cleo is offered "BOX 1-1" for 40.00
    And the page of Cleo's place says "40.00"
    When Cleo presses "decline" on the page
    Then Cleo's place becomes "expired"
    And the map shows "BOX 1-1" as "available"

  Scenario: Mails say what is true
    Given an event with 1 row of 1 seat at 40.00 in section "BOX"
    And the event is in the time zone "Europe/Madrid"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1"
    When Cleo joins the line
    Then Cleo receives a mail "Confirm your place in line" that says "number 1 in line"
    When Cleo confirms her place
    And Ana lets "BOX 1-1" go
    Then Cleo is offered "BOX 1-1" for 40.00
    And Cleo receives a mail "Your place has come" that says "40.00"
    And the mail says until when, in the time zone "Europe/Madrid"

  Scenario: A place opens by its own link alone
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo and Dan wait in line
    When a stranger tries Cleo's place with a guessed secret
    Then it is refused as "entry_not_found"
    When a stranger tries Cleo's place with Dan's secret
    Then it is refused as "entry_not_found"
    When Ana tries Cleo's place with her own session
    Then it is refused as "entry_not_found"
    And Cleo's place becomes "pending"

  Scenario: Who cannot join
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    When Cleo tries to join the line
    Then it is refused as "seats_available"
    When Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo joins the line
    And Cleo tries to join the line
    Then it is refused as "already_in_line"
    When Cleo tries to join the line with her address in capitals
    Then it is refused as "already_in_line"
    When Dan tries to join the line of an event that there is not
    Then it is refused as "event_not_found"
    And 1 person has joined the line

  Scenario: There is no line for what is not sold
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    When the organiser does "deactivate"
    And Cleo tries to join the line
    Then it is refused as "event_inactive"

  Scenario: A cancelled event sends everybody home
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo and Dan wait in line
    And Ana lets "BOX 1-1" go
    And Cleo is offered "BOX 1-1" for 40.00
    When the organiser does "cancel"
    Then Cleo's place becomes "expired"
    And Dan's place becomes "expired"
    And Dan receives a mail "was cancelled"
    And nobody is left in line
    When Eve tries to join the line
    Then it is refused as "event_cancelled"

  Scenario: An event that begins sends everybody home
    Given an event that begins in 20 seconds
    And Ana is a guest
    And Ana asks for the best 2 seats
    And Cleo joins the line
    Then within 40 seconds Cleo's place becomes "expired"
    And nobody is left in line
    When Dan tries to join the line
    Then it is refused as "event_past"

  Scenario Outline: An address that is none joins nothing
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    When somebody tries to join the line with <address>
    Then it is refused as "invalid_join"
    And the refusal lists what is wrong
    And nobody has ever joined the line

    Examples:
      | address                          |
      | no address                       |
      | an address without an at         |
      | an address of two lines          |
      | an address of 400 characters     |
      | two addresses                    |

  Scenario: A line that is paused offers nothing until it goes on
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1, BOX 1-2"
    And Cleo waits in line
    When the organiser pauses the line
    And Ana lets "BOX 1-1" go
    Then nothing is offered to Cleo for 2 seconds
    And the map shows "BOX 1-1" as "reserved"
    When Dan waits in line
    Then Dan is number 2 in line
    When the organiser resumes the line
    Then Cleo is offered "BOX 1-1" for 40.00

  @short-line
  Scenario: What is not paid in time goes to the next, and at last to the public
    Given an event with 1 row of 1 seat at 40.00 in section "BOX"
    And Ana is a guest
    And Ana has bought "BOX 1-1"
    And Cleo and Dan wait in line
    When the organiser refunds Ana's order
    Then Cleo is offered "BOX 1-1" for 40.00
    And Dan is offered "BOX 1-1" for 40.00
    And Cleo's place becomes "expired"
    And Cleo receives a mail "The time of your offer is over"
    When Cleo joins the line
    Then Cleo is number 1 in line
    And the map shows "BOX 1-1" as "available"
    And Dan's place becomes "expired"
    And the books are in order

  @short-line
  Scenario: A hold that runs out goes to the line
    Given an event with 1 row of 1 seat at 40.00 in section "BOX"
    And Ana is a guest
    And Ana holds the seats "BOX 1-1"
    And Cleo waits in line
    Then within 30 seconds Cleo is offered "BOX 1-1" for 40.00
    And Ana's hold has expired by "ttl_expired"

  @short-line
  Scenario: A seat waits a while for the seat beside it, and then goes to the next
    Given an event with 1 row of 2 seats at 40.00 in section "BOX"
    And Ana is a guest
    And Ben is a guest
    And Ana has bought "BOX 1-1"
    And Ben has ordered "BOX 1-2"
    And Ben pays by "requires_action"
    And Eve waits in line for 2 seats
    And Fay waits in line
    When the organiser refunds Ana's order
    Then Fay is offered "BOX 1-1" for 40.00
    And Eve has been passed over
