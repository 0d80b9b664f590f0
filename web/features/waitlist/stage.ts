import type { Schemas } from "@/lib/api";
import type { waitlist } from "@/lib/i18n/areas/waitlist";

export type Place = Schemas["WaitlistPlace"];
export type WaitlistTexts = (typeof waitlist)["en"];

/** How a place in line stands, as people tell it apart. `coming`: an offer is being made, and cannot be paid yet. */
export type Stage = "unconfirmed" | "pending" | "coming" | "offered" | "completed" | Ending;
export type Ending = "left" | "passed" | "declined" | "cancelled" | "begun" | "lapsed" | "ended";

const endings: Readonly<Record<string, Ending>> = {
  passed: "passed",
  declined: "declined",
  event_cancelled: "cancelled",
  lapsed: "lapsed",
};

/** The stage of a place; `now` is the server's time in milliseconds. */
export function stageOf(place: Place, now: number): Stage {
  switch (place.status) {
    case "assigned":
      return place.offer ? "offered" : "coming";
    case "expired":
      return endingOf(place, now);
    default:
      return place.status;
  }
}

function endingOf(place: Place, now: number): Ending {
  const ending = endings[place.reason] ?? "ended";
  const begun = place.event !== null && Date.parse(place.event.startsAt) <= now;
  return ending === "lapsed" && begun ? "begun" : ending;
}

/** Whether more may happen without the person: then the page looks again by itself. */
export function mayChange(stage: Stage): boolean {
  return stage === "unconfirmed" || stage === "pending" || stage === "coming" || stage === "offered";
}

export function isWaiting(stage: Stage): stage is "unconfirmed" | "pending" {
  return stage === "unconfirmed" || stage === "pending";
}

/** Whether there is a line to join again. */
export function mayJoinAgain(stage: Stage): boolean {
  return stage === "left" || stage === "passed" || stage === "declined" || stage === "lapsed" || stage === "ended";
}

export type Notice = keyof WaitlistTexts["notice"];

/** What came before, or is odd about the offer, and has to be said. */
export function noticeOf(place: Place): Notice | null {
  if (place.status === "pending" && place.reason === "withdrawn") return "withdrawn";
  if (place.status === "pending" && place.reason === "declined") return "keptPlace";
  if (place.status === "assigned" && place.offer?.apart) return "apart";
  return null;
}
