Feature: Buying tickets
  A stranger buys seats without an account, and holds the tickets a moment later.

  Scenario: A guest buys the three best seats
    Given an event with 5 rows of 10 seats at 40.00 in section "STALLS"
    And Ana is a guest
    When Ana asks for the best 3 seats
    Then Ana holds 3 seats next to each other
    And the hold lasts 15 minutes
    And the map shows Ana's seats as "reserved"
    When Ana puts her seats into the cart
    Then Ana's cart comes to 120.00
    When Ana checks out
    Then Ana's order is "pending"
    When Ana pays by "card_ok"
    Then the money is taken
    And Ana's order becomes "fulfilled"
    And Ana has 3 valid tickets, one for each seat
    And each of Ana's tickets is a PDF that names its section, row and seat
    And the code on each PDF is the code of its ticket
    And each code is verified without a server
    And Ana receives her tickets by mail, with 3 PDFs and a calendar file
    And the map shows Ana's seats as "sold"
    When the steward scans Ana's ticket at gate "North"
    Then the holder is admitted
    When the steward scans Ana's ticket at gate "South"
    Then it is refused as "already_admitted"
    And the refusal says that it was at gate "North", and when

  Scenario: The demo can be bought from the first moment
    Given the demo event "Conferencia"
    And Ben is a guest
    When Ben asks for the best 2 seats
    And Ben puts his seats into the cart
    And Ben checks out
    And Ben pays by "wallet"
    Then the money is taken
    And Ben's order becomes "fulfilled"

  Scenario: A seat changes its mind before it is bought
    Given an event with 2 rows of 6 seats at 25.00 in section "HALL"
    And Ana is a guest
    When Ana holds the seats "HALL 1-1, HALL 1-2"
    And Ana puts her seats into the cart
    And Ana takes the seat "HALL 1-2" out of the cart
    Then Ana's cart comes to 25.00
    And the map shows "HALL 1-2" as "available"

  Scenario: Seats of two visits come together in one cart
    Given an event with 2 rows of 6 seats at 25.00 in section "HALL"
    And Ana is a guest
    When Ana holds the seats "HALL 1-1"
    And Ana puts her seats into the cart
    And Ana holds the seats "HALL 2-1"
    And Ana puts her seats into the cart
    Then Ana's cart comes to 50.00
