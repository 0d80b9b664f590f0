Feature: The living map
  Everybody who looks at the map sees a seat go, at once, and sees nothing twice.

  Scenario: A hold is seen by whoever watches
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    And somebody watches the map
    When Ana holds the seats "HALL 1-3"
    Then the watcher sees "HALL 1-3" turn "reserved" within 2 seconds
    When Ana lets a seat go
    Then the watcher sees "HALL 1-3" turn "available" within 2 seconds

  Scenario: A watcher who was away gets what was missed
    Given an event with 2 rows of 6 seats at 30.00 in section "HALL"
    And Ana is a guest
    And somebody watches the map
    When Ana holds the seats "HALL 1-3"
    And the watcher sees "HALL 1-3" turn "reserved" within 2 seconds
    And the watcher's connection is lost
    And Ana holds the seats "HALL 1-4"
    And the watcher comes back
    Then the watcher sees "HALL 1-4" turn "reserved" within 2 seconds
