// An event's times are written by the clock of its place, wherever who writes them may be.

const day = 86_400_000; // milliseconds

/** The clock of a zone at a time (RFC 3339), as a field for date and time has it: 2030-05-04T20:00. */
export function wallTime(time: string, zone: string): string {
  const at = Date.parse(time);
  return new Date(at + offset(at, zone)).toISOString().slice(0, 16);
}

/**
 * The time (RFC 3339) at which the clocks of a zone show what is in a field for date and time; null if that is no time. Of an hour
 * that the clocks show twice it is the first; in the hour that they skip it is as late as if they did not.
 */
export function timeAt(wall: string, zone: string): string | null {
  const shown = Date.parse(`${wall}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(wall) || Number.isNaN(shown)) return null;
  const before = offset(shown - day, zone);
  const after = offset(shown + day, zone);
  const right = [before, after].find((ahead) => offset(shown - ahead, zone) === ahead);
  return new Date(shown - (right ?? before)).toISOString().replace(".000Z", "Z");
}

/** By how much the clocks of a zone are ahead of UTC at a time, in milliseconds. */
function offset(at: number, zone: string): number {
  const parts = clock(zone).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at / 1000) * 1000;
}

function clock(zone: string): Intl.DateTimeFormat {
  const exact: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  };
  try {
    return new Intl.DateTimeFormat("en-US", { ...exact, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...exact, timeZone: "UTC" }); // a zone that this browser does not know yet
  }
}

/** The zones that this browser knows, with one that has to be among them. */
export function zonesWith(one: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set(["UTC", ...known, one])].sort();
}

/** The zone of the reader's own clock. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}
