import { expect, test } from "vitest";
import { timeAt, wallTime, zonesWith } from "./zone";

test.each([
  ["2036-05-04T20:00", "America/Lima", "2036-05-05T01:00:00Z"],
  ["2036-07-01T20:00", "Europe/Madrid", "2036-07-01T18:00:00Z"],
  ["2036-01-01T20:00", "Europe/Madrid", "2036-01-01T19:00:00Z"],
  ["2036-01-01T00:15", "Asia/Kathmandu", "2035-12-31T18:30:00Z"],
])("%s in %s is %s, and back", (wall, zone, time) => {
  expect(timeAt(wall, zone)).toBe(time);
  expect(wallTime(time, zone)).toBe(wall);
});

test("the hour that the clocks skip and the one that they show twice have one time each", () => {
  expect(timeAt("2027-03-28T02:30", "Europe/Madrid")).toBe("2027-03-28T01:30:00Z"); // there is no 2:30; 3:30 it is
  expect(timeAt("2027-10-31T02:30", "Europe/Madrid")).toBe("2027-10-31T00:30:00Z"); // the first 2:30
});

test("what is no time is none", () => {
  expect(timeAt("", "UTC")).toBeNull();
  expect(timeAt("tomorrow", "UTC")).toBeNull();
});

test("a zone that the browser does not know stays choosable", () => {
  expect(zonesWith("Mars/Olympus")).toContain("Mars/Olympus");
  expect(zonesWith("UTC").filter((zone) => zone === "UTC")).toHaveLength(1);
});
