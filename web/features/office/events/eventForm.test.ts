import { describe, expect, test } from "vitest";
import { Problem } from "@/lib/api";
import { testEvent } from "@/test/event";
import { changesOf, type EventForm, emptyForm, faultsOf, formOf, newEventOf, refusedField } from "./eventForm";

const now = Date.parse("2036-01-01T00:00:00Z");
const filled: EventForm = {
  ...emptyForm("America/Lima"),
  name: " An evening of strings ",
  venue: "Teatro Nacional",
  description: "Four quartets.",
  eventDate: "2036-05-04T20:00",
  maxCapacity: "200",
  basePrice: "12,50",
};

describe("a new event", () => {
  test("is sent in the event's own clock, without what is left to the house", () => {
    expect(faultsOf(filled, { now })).toEqual({});
    expect(newEventOf(filled)).toEqual({
      name: "An evening of strings",
      venue: "Teatro Nacional",
      description: "Four quartets.",
      eventDate: "2036-05-05T01:00:00Z",
      timeZone: "America/Lima",
      maxCapacity: 200,
      basePrice: 12.5,
    });
  });

  test("is checked field by field", () => {
    expect(faultsOf(emptyForm("UTC"), { now })).toEqual({
      name: "missing",
      venue: "missing",
      description: "missing",
      eventDate: "missing",
      maxCapacity: "missing",
      basePrice: "missing",
    });
    const wrong = (change: Partial<EventForm>) => faultsOf({ ...filled, ...change }, { now });
    expect(wrong({ name: "x".repeat(201) })).toEqual({ name: "longName" });
    expect(wrong({ eventDate: "2035-12-31T18:00" })).toEqual({ eventDate: "past" });
    expect(wrong({ maxCapacity: "1000001" })).toEqual({ maxCapacity: "capacity" });
    expect(wrong({ basePrice: "0" })).toEqual({ basePrice: "price" });
    expect(wrong({ maxPerCustomer: "1001" })).toEqual({ maxPerCustomer: "limit" });
    expect(wrong({ saleOpensAt: "2036-05-04T20:00" })).toEqual({ saleOpensAt: "opensLate" });
    expect(wrong({ saleOpensAt: "2036-02-02T09:00", saleClosesAt: "2036-02-02T09:00" })).toEqual({
      saleClosesAt: "closesEarly",
    });
  });
});

describe("an edit", () => {
  const before = formOf(testEvent);

  test("sends only what differs", () => {
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, name: "Another name", maxCapacity: "300" })).toEqual({
      name: "Another name",
      maxCapacity: 300,
    });
    expect(changesOf(before, { ...before, basePrice: "35,00" })).toEqual({});
  });

  test("takes limits away", () => {
    const limited = formOf({ ...testEvent, saleClosesAt: "2036-05-01T00:00:00Z", maxPerCustomer: 4 });
    expect(changesOf(limited, { ...limited, saleClosesAt: "", maxPerCustomer: "" })).toEqual({
      saleClosesAt: "",
      maxPerCustomer: 0,
    });
  });

  test("of the zone moves the times, which are by its clock", () => {
    expect(changesOf(before, { ...before, timeZone: "Europe/Madrid" })).toEqual({
      timeZone: "Europe/Madrid",
      eventDate: "2036-05-04T18:00:00Z",
    });
  });

  test("leaves a date alone that has passed, and no capacity below the seats", () => {
    const later = Date.parse("2037-01-01T00:00:00Z");
    expect(faultsOf({ ...before, name: "Another name" }, { now: later, before })).toEqual({});
    expect(faultsOf({ ...before, maxCapacity: "99" }, { now, before, seats: 100 })).toEqual({
      maxCapacity: "belowSeats",
    });
  });
});

test("a refusal finds its field", () => {
  const refused = (body: Record<string, unknown> & { code: string }) => refusedField(new Problem(body));
  expect(refused({ code: "invalid_event", field: "saleOpensAt" })).toBe("saleOpensAt");
  expect(refused({ code: "invalid_request", errors: ["basePrice: expected a number"] })).toBe("basePrice");
  expect(refused({ code: "seats_claimed" })).toBe("basePrice");
  expect(refused({ code: "event_changing" })).toBeNull();
  expect(refused({ code: "invalid_event", field: "shoeSize" })).toBeNull();
});
