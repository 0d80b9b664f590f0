import { kept } from "./kept";

/** How much of a date is shown. */
export type DateStyle = "day" | "dayOfYear" | "short" | "long" | "time" | "full";

const styles: Record<DateStyle | "leaf", Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "short", year: "numeric" },
  dayOfYear: { day: "numeric", month: "short" },
  short: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  leaf: { weekday: "short", day: "numeric", month: "short" },
  full: {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  },
};

/** A time (RFC 3339) for people, by the clock of a zone (IANA name; without one, the reader's own). */
export function formatDate(time: string, style: DateStyle, locale: string, timeZone?: string): string {
  return formatter(style, locale, timeZone).format(new Date(time));
}

/** Day of the month and short month, for a calendar leaf. */
export function calendarLeaf(
  time: string,
  locale: string,
  timeZone?: string,
): { day: string; month: string; weekday: string } {
  const parts = formatter("leaf", locale, timeZone).formatToParts(new Date(time));
  const part = (type: string) => (parts.find((p) => p.type === type)?.value ?? "").replace(/\.$/, "");
  return { day: part("day"), month: part("month"), weekday: part("weekday") };
}

/** "in 3 days", "2 hours ago"; both are milliseconds. Never "tomorrow" or "next month": spans are rounded, and calendars are not. */
export function formatRelative(time: number, now: number, locale: string): string {
  const [unit, size] = unitFor(Math.abs(time - now));
  return spans(locale).format(Math.round((time - now) / size), unit);
}

const spans = kept((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "always" }));

const second = 1000;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400 * second],
  ["month", 30 * 86_400 * second],
  ["day", 86_400 * second],
  ["hour", 3600 * second],
  ["minute", 60 * second],
];

function unitFor(span: number): [Intl.RelativeTimeFormatUnit, number] {
  return units.find(([, size]) => span >= size) ?? ["second", second];
}

const formatter = kept((style: keyof typeof styles, locale: string, timeZone?: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(locale, { ...styles[style], ...(timeZone ? { timeZone } : {}) });
  } catch {
    // A zone that this browser does not know yet: its own clock, said so, is better than no time.
    return new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: "UTC", timeZoneName: "short" });
  }
});
