Feature: Guests
  Nobody needs an account; whoever makes one later keeps everything.

  Background:
    Given an event with 4 rows of 10 seats at 40.00 in section "STALLS"
    And Ana is a guest

  Scenario: Whoever signs up keeps the cart and the orders
    Given Ana has ordered the best 2 seats
    When Ana signs up
    Then Ana's order is "pending"
    When Ana pays by "card_ok"
    Then the money is taken
    And Ana's order becomes "fulfilled"
    And Ana finds her order among her orders

  Scenario: The order's link needs no sign-in
    Given Ana has bought the best 2 seats
    Then the order's link shows the order and its 2 tickets to a stranger
    And the order's page for people opens with the link
    But a wrong link shows nothing

  Scenario: The link opens a session for this one order
    Given Ana has ordered the best 1 seat
    When a stranger opens Ana's order by its link
    Then the stranger may read and pay the order
    But the stranger may not hold seats
    And the session is not taken over by signing in

  Scenario: A lost link is mailed again
    Given Ana has bought the best 1 seat
    When somebody looks up the orders of Ana's address
    Then Ana receives a mail with the order's link
    When somebody looks up the orders of an address that we do not know
    Then the answer is the same

  Scenario: Somebody else's hold cannot be put into a cart
    Given Ben is a guest
    And Ana holds the seats "STALLS 1-1"
    When Ben tries to put Ana's seats into his cart
    Then it is refused with status 404
