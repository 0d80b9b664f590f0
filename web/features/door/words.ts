import type { Format } from "@/lib/format";
import type { door } from "@/lib/i18n/areas/door";
import type { Outcome, Verdict } from "./judge";
import type { Scan } from "./store/records";

export type DoorTexts = (typeof door)["en"];

/** How a scan stands now: its verdict, or what became of it. */
export type Standing = Outcome | "undone" | "conflict";

export function standingOf({ verdict, sync }: Scan): Standing {
  return sync === "undone" || sync === "conflict" ? sync : verdict.outcome;
}

/** Why, in words; empty where there is nothing to add. */
export function reasonText(
  { reason, before, detail }: Verdict,
  texts: DoorTexts,
  format: Format,
  timeZone: string,
): string {
  if (reason === "ok") return "";
  if (reason === "already_admitted")
    return texts.reason.already_admitted(timeText(before?.at ?? 0, format, timeZone), before?.gate ?? "");
  return (reason === "server" && detail) || texts.reason[reason];
}

/** The reason that counts now: of a conflict the server's. */
export function reasonOf(scan: Scan, texts: DoorTexts, format: Format, timeZone: string): string {
  return reasonText(scan.conflict ?? scan.verdict, texts, format, timeZone);
}

/** A time by the clock of the venue; with its day where that is not today. */
export function timeText(at: number, format: Format, timeZone: string): string {
  const time = new Date(at).toISOString();
  const day = (moment: string) => format.date(moment, "day", timeZone);
  return format.date(time, day(time) === day(new Date().toISOString()) ? "time" : "short", timeZone);
}

/** What a scan is called: the seat, else the number, else what was read. */
export function nameOf({ seat, ticketNumber, body }: Scan): string {
  return seat || ticketNumber || (body.code ?? "").slice(0, 24);
}

/** A place for people at the door, as codes name it: "Stalls C-14", or the section alone where places have no numbers. */
export function placeOf({ sectionCode, row, seat }: { sectionCode: string; row: string; seat: string }): string {
  return row === "" ? sectionCode : `${sectionCode} ${row}-${seat}`;
}
