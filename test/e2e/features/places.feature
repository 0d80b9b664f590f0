Feature: Places of every kind
  Free seats, standing places, and no more than six for one buyer.

  Scenario: Free seats are bought without paying
    Given an event with 2 rows of 5 free seats in section "TALK"
    And Ana is a guest
    When Ana asks for the best 2 seats
    And Ana puts her seats into the cart
    Then Ana's cart comes to 0
    When Ana checks out
    Then Ana's order becomes "fulfilled"
    And Ana has 2 valid tickets, one for each seat
    When Ana cancels the order
    Then Ana's order becomes "cancelled"
    And Ana's tickets are void
    And within 10 seconds the map shows Ana's seats as "available"

  Scenario: Standing places have a capacity and no numbers
    Given an event with 5 standing places at 20.00 in section "FLOOR"
    And Ana is a guest
    And Ben is a guest
    When Ana asks for 3 places in "FLOOR"
    Then Ana holds 3 places in "FLOOR"
    When Ben tries to ask for 3 places in "FLOOR"
    Then it is refused as "sold_out"
    When Ben asks for 2 places in "FLOOR"
    And Ben puts his seats into the cart
    And Ben checks out
    And Ben pays by "card_ok"
    Then Ben's order becomes "fulfilled"

  Scenario: Nobody has more than six seats of an event
    Given an event with 2 rows of 10 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ana has bought the best 4 seats
    When Ana asks for the best 2 seats
    And Ana tries to ask for the best 1 seat
    Then it is refused as "limit_reached"
    When Ana lets a seat go
    And Ana asks for the best 1 seat
    Then Ana's live holds are 2
