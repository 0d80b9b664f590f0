@short-holds
Feature: Holds that run out
  A seat that nobody pays for is on sale again; its buyer is told.

  Scenario: An unpaid seat leaves the cart
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    When Ana holds the seats "HALL 1-1"
    And Ana puts her seats into the cart
    Then the map shows "HALL 1-1" as "reserved"
    And within 20 seconds the map shows "HALL 1-1" as "available"
    And Ana's cart comes to 0
    And Ana's hold has expired by "ttl_expired"

  Scenario: An unpaid order is cancelled, and its buyer gets a mail
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    When Ana asks for the best 2 seats
    And Ana puts her seats into the cart
    And Ana checks out
    Then within 20 seconds Ana's order becomes "cancelled"
    And the map shows Ana's seats as "available"
    And Ana receives a mail about "hold_expired"
    When Ana tries to pay by "card_ok"
    Then it is refused as "hold_expired"

  Scenario: A hold does not run out while the bank thinks
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    And Ana has ordered the best 2 seats
    When Ana pays by "requires_action"
    Then the payment waits for the bank
    And Ana's hold outlives its time
    When Ana approves at the bank
    Then Ana's order becomes "fulfilled"

  Scenario: Somebody else buys what ran out
    Given an event with 1 row of 2 seats at 30.00 in section "BOX"
    And Ana is a guest
    And Ben is a guest
    When Ana holds the seats "BOX 1-1"
    Then the map shows "BOX 1-1" as "reserved"
    And within 20 seconds the map shows "BOX 1-1" as "available"
    When Ben holds the seats "BOX 1-1"
    And Ben puts his seats into the cart
    And Ben checks out
    And Ben pays by "card_ok"
    Then Ben's order becomes "fulfilled"
