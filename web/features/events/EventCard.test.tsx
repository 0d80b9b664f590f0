import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { testEvent as event } from "@/test/event";
import { EventCard } from "./EventCard";
import { filtersIn, noFilters, queryOf } from "./filters";
import { type Event, saleOf } from "./sale";

describe("the card of an event", () => {
  test("names the event in the link to its page, and shows the day at the venue", () => {
    render(<EventCard event={event} />);
    const link = screen.getByRole("link", { name: "An evening of strings" });
    expect(link.getAttribute("href")).toBe(`/events/${event.id}`);
    expect(screen.getByText(/May 4/)).toBeDefined(); // the 5th in UTC
    expect(screen.getByText("From $35")).toBeDefined();
    expect(screen.queryByText("On sale")).toBeNull();
  });

  test("marks what is sold out and what is almost gone, in words", () => {
    render(<EventCard event={{ ...event, availableSeats: 20 }} />);
    expect(screen.getByText("Almost gone")).toBeDefined();
    expect(screen.getByText("20 seats left")).toBeDefined();
    render(<EventCard event={{ ...event, availableSeats: 0 }} />);
    expect(screen.getByText("Sold out")).toBeDefined();
  });

  test("a single price is no lowest price, and none is free", () => {
    render(<EventCard event={{ ...event, maxPrice: 35 }} />);
    expect(screen.getByText("$35")).toBeDefined();
    render(<EventCard event={{ ...event, minPrice: 0, maxPrice: 0 }} />);
    expect(screen.getByText("Free")).toBeDefined();
  });
});

describe("how a sale stands", () => {
  const now = Date.parse("2036-05-01T00:00:00Z");
  const saleWith = (change: Partial<Event>) => saleOf({ ...event, ...change }, now);

  test("is what a visitor can do about it", () => {
    expect(saleWith({})).toBe("open");
    expect(saleWith({ availableSeats: 21 })).toBe("open");
    expect(saleWith({ availableSeats: 20 })).toBe("almostGone");
    expect(saleWith({ availableSeats: 0, reservedSeats: 60 })).toBe("soldOut");
    expect(saleWith({ totalSeats: 0, availableSeats: 0 })).toBe("noSeats");
    expect(saleWith({ saleOpensAt: "2036-05-02T00:00:00Z" })).toBe("notOpen");
    expect(saleWith({ saleClosesAt: "2036-05-01T00:00:00Z" })).toBe("closed");
    expect(saleWith({ eventDate: "2036-04-30T00:00:00Z" })).toBe("closed");
    expect(saleWith({ status: "cancelled" })).toBe("cancelled");
  });
});

describe("filters in an address", () => {
  test("survive the way through it", () => {
    const filters = { ...noFilters, q: "rock & roll", from: "2036-05-01", maxPrice: "49.50" };
    expect(filtersIn(new URLSearchParams(queryOf(filters)))).toEqual(filters);
    expect(queryOf(noFilters)).toBe("");
  });

  test("that are no days or prices are ignored", () => {
    expect(filtersIn(new URLSearchParams("from=tomorrow&maxPrice=-3&venue=Arena"))).toEqual({
      ...noFilters,
      venue: "Arena",
    });
  });
});
