import type { Format } from "@/lib/format";
import type { Place, Stage, WaitlistTexts } from "./stage";

export function headline(place: Place, stage: Stage, texts: WaitlistTexts, format: Pick<Format, "number">): string {
  if (stage === "pending") return rank(place, texts, format);
  if (stage === "coming" || stage === "offered") return texts.head.held(place.offer?.seats.length ?? place.quantity);
  return texts.head[stage];
}

export function lead(
  place: Place,
  stage: Stage,
  texts: WaitlistTexts,
  format: Pick<Format, "number" | "date">,
): string {
  if (stage === "unconfirmed") return texts.lead.unconfirmed(rank(place, texts, format));
  if (stage === "offered") return texts.lead.offered(moment(place, place.offer?.expiresAt, format));
  return texts.lead[stage];
}

function rank(place: Place, texts: WaitlistTexts, format: Pick<Format, "number">): string {
  const position = place.position ?? 1;
  return texts.rank(position, format.number(position));
}

/** A time by the clock at the venue, with its zone. */
export function moment(place: Place, time: string | null | undefined, format: Pick<Format, "date">): string {
  return time ? format.date(time, "full", place.event?.timeZone) : "";
}

/** How fast the line moved. */
export function pace({ lastHour, lastDay }: Place["moved"], texts: WaitlistTexts): string {
  if (lastHour > 0)
    return lastDay > lastHour ? texts.place.paceBoth(lastHour, lastDay) : texts.place.paceHour(lastHour);
  return lastDay > 0 ? texts.place.paceDay(lastDay) : texts.place.paceNone;
}

/** What the person wants: "2 seats beside each other, in STALLS, for up to $45 each". */
export function wish(place: Place, price: string | null, texts: WaitlistTexts): string {
  const { quantity, sections, accessible } = place;
  const parts = [accessible ? texts.place.accessible(quantity) : texts.place.seats(quantity)];
  if (sections.length > 0) parts.push(texts.place.inSections(sections.join(", ")));
  if (price !== null) parts.push(texts.place.upTo(price));
  return parts.join(", ");
}
