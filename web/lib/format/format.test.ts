import { describe, expect, test } from "vitest";
import { calendarLeaf, formatDate, formatMoney, formatRelative, sumMoney, toMinor } from ".";

/** Intl writes spaces that do not break; the tests read them as any space. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("money", () => {
  test("whole amounts go without digits after the point, others have all of the currency's", () => {
    expect(formatMoney(35, "USD", "en-US")).toBe("$35");
    expect(formatMoney(12.5, "USD", "en-US")).toBe("$12.50");
    expect(plain(formatMoney(1234.5, "EUR", "de-DE"))).toBe("1.234,50 €");
    expect(plain(formatMoney(1500, "JPY", "en-US"))).toBe("¥1,500");
  });

  test("sums lose no cent", () => {
    expect(sumMoney([0.1, 0.2], "USD")).toBe(0.3);
    expect(sumMoney(Array(10).fill(33.33), "USD")).toBe(333.3);
    expect(toMinor(1.005, "BHD")).toBe(1005);
  });
});

describe("dates", () => {
  const evening = "2027-01-27T23:00:00Z";

  test("a date is told by the clock of the venue, not the reader's", () => {
    expect(plain(formatDate(evening, "time", "en-US", "America/Lima"))).toBe("6:00 PM");
    expect(formatDate(evening, "time", "de-DE", "Asia/Tokyo")).toMatch(/^0?8:00$/);
  });

  test("the calendar leaf shows the day at the venue", () => {
    expect(calendarLeaf(evening, "en-US", "America/Lima")).toEqual({ day: "27", month: "Jan", weekday: "Wed" });
    expect(calendarLeaf(evening, "en-US", "Asia/Tokyo").day).toBe("28");
  });

  test("a zone that the browser does not know leaves a time that names its own", () => {
    expect(formatDate(evening, "time", "en-US", "Mars/Olympus")).toContain("UTC");
  });

  test("spans are told in their largest unit", () => {
    const now = Date.parse(evening);
    expect(formatRelative(now + 3 * 86_400_000, now, "en")).toBe("in 3 days");
    expect(formatRelative(now - 2 * 3_600_000, now, "es")).toBe("hace 2 horas");
    expect(formatRelative(now + 90_000, now, "de")).toBe("in 2 Minuten");
    const [lateNovember, january] = [Date.parse("2026-11-28T12:00:00Z"), Date.parse("2027-01-07T12:00:00Z")];
    expect(formatRelative(january, lateNovember, "en"), "January does not follow November").toBe("in 1 month");
  });
});
