Feature: The price that was shown
  What a client sends is compared, never believed.

  Background:
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest

  Scenario: Another price in the cart
    When Ana holds the seats "HALL 1-1"
    And Ana tries to put her seats into the cart at 1.00
    Then it is refused as "price_changed"
    And Ana's cart comes to 0
    When Ana puts her seats into the cart at 30.00
    Then Ana's cart comes to 30.00

  Scenario: Another amount at checkout
    When Ana asks for the best 2 seats
    And Ana puts her seats into the cart
    And Ana tries to check out for 59.99
    Then it is refused as "price_changed"
    And Ana's order is "draft"
    When Ana checks out for 60.00
    Then Ana's order is "pending"
