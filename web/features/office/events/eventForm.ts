import { Problem, type Schemas } from "@/lib/api";
import type { OfficeEvent } from "./event";
import { timeAt, wallTime } from "./zone";

/** The fields by the API's names, so that a refusal finds its field. */
export const fieldNames = [
  "name",
  "venue",
  "description",
  "eventDate",
  "timeZone",
  "maxCapacity",
  "basePrice",
  "currency",
  "maxPerCustomer",
  "saleOpensAt",
  "saleClosesAt",
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What stands in the fields, as it was typed. Times are by the clock of the event's zone. */
export type EventForm = Readonly<Record<FieldName, string>>;

export type FaultName =
  | "missing"
  | "longName"
  | "longText"
  | "noTime"
  | "past"
  | "capacity"
  | "belowSeats"
  | "price"
  | "limit"
  | "opensLate"
  | "closesEarly";
export type Faults = Partial<Record<FieldName, FaultName>>;

export function emptyForm(timeZone: string): EventForm {
  const empty = Object.fromEntries(fieldNames.map((name) => [name, ""])) as Record<FieldName, string>;
  return { ...empty, timeZone };
}

/** The form of an event that there is. */
export function formOf(event: OfficeEvent): EventForm {
  const wall = (time: string | null) => (time === null ? "" : wallTime(time, event.timeZone));
  return {
    name: event.name,
    venue: event.venue,
    description: event.description,
    eventDate: wall(event.eventDate),
    timeZone: event.timeZone,
    maxCapacity: String(event.maxCapacity),
    basePrice: String(event.basePrice),
    currency: event.currency,
    maxPerCustomer: event.maxPerCustomer === null ? "" : String(event.maxPerCustomer),
    saleOpensAt: wall(event.saleOpensAt),
    saleClosesAt: wall(event.saleClosesAt),
  };
}

/** An amount as people type it, with a comma or a point; null for what is none. */
export function amountOf(text: string): number | null {
  const plain = text.trim();
  return /^\d{1,12}([.,]\d{1,4})?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
}

function countOf(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : null;
}

const mostSeats = 1_000_000;
const mostPerCustomer = 1000;

type Checked = {
  now: number;
  /** What the event was before; its date may have passed since, as long as it stays. */
  before?: EventForm;
  /** Seats that the event has already. */
  seats?: number;
};

/** What is wrong with the form as far as a browser can tell; the server decides. */
export function faultsOf(form: EventForm, { now, before, seats = 0 }: Checked): Faults {
  const faults: Faults = {};
  for (const name of ["name", "venue", "description", "eventDate", "maxCapacity", "basePrice"] as const)
    if (form[name].trim() === "") faults[name] = "missing";
  for (const name of ["name", "venue"] as const) if ([...form[name].trim()].length > 200) faults[name] = "longName";
  if ([...form.description.trim()].length > 10_000) faults.description = "longText";
  return { ...timeFaults(form, now, before), ...numberFaults(form, seats), ...faults };
}

function timeFaults(form: EventForm, now: number, before?: EventForm): Faults {
  const at = (name: FieldName) => Date.parse(timeAt(form[name], form.timeZone) ?? "");
  const [date, opens, closes] = [at("eventDate"), at("saleOpensAt"), at("saleClosesAt")];
  const moved = form.eventDate !== before?.eventDate || form.timeZone !== before?.timeZone;
  const faults: Faults = {};
  if (Number.isNaN(date)) faults.eventDate = "noTime";
  else if (moved && date <= now) faults.eventDate = "past";
  if (form.saleOpensAt !== "" && Number.isNaN(opens)) faults.saleOpensAt = "noTime";
  else if (opens >= date) faults.saleOpensAt = "opensLate";
  if (form.saleClosesAt !== "" && Number.isNaN(closes)) faults.saleClosesAt = "noTime";
  else if (closes <= opens) faults.saleClosesAt = "closesEarly";
  return faults;
}

function numberFaults(form: EventForm, seats: number): Faults {
  const faults: Faults = {};
  const capacity = countOf(form.maxCapacity);
  if (capacity === null || capacity < 1 || capacity > mostSeats) faults.maxCapacity = "capacity";
  else if (capacity < seats) faults.maxCapacity = "belowSeats";
  if (!amountOf(form.basePrice)) faults.basePrice = "price"; // none, or nothing
  const limit = countOf(form.maxPerCustomer);
  if (form.maxPerCustomer.trim() !== "" && (limit === null || limit < 1 || limit > mostPerCustomer))
    faults.maxPerCustomer = "limit";
  return faults;
}

/** The request that makes the event; what is left to the house is left out. */
export function newEventOf(form: EventForm): Schemas["CatalogNewEvent"] {
  const time = (name: "saleOpensAt" | "saleClosesAt") => {
    const at = timeAt(form[name], form.timeZone);
    return at === null ? {} : { [name]: at };
  };
  return {
    name: form.name.trim(),
    venue: form.venue.trim(),
    description: form.description.trim(),
    eventDate: timeAt(form.eventDate, form.timeZone) ?? "",
    timeZone: form.timeZone,
    maxCapacity: Number(form.maxCapacity),
    basePrice: amountOf(form.basePrice) ?? 0,
    ...(form.currency === "" ? {} : { currency: form.currency }),
    ...(form.maxPerCustomer.trim() === "" ? {} : { maxPerCustomer: Number(form.maxPerCustomer) }),
    ...time("saleOpensAt"),
    ...time("saleClosesAt"),
  };
}

/**
 * The request that makes one form of an event another: only what differs, so that what somebody else changes meanwhile stays. Another
 * zone moves all times, which are by its clock.
 */
export function changesOf(before: EventForm, form: EventForm): Schemas["CatalogEventEdit"] {
  const edit: Schemas["CatalogEventEdit"] = {};
  for (const name of ["name", "venue", "description", "timeZone", "currency"] as const)
    if (form[name].trim() !== before[name].trim()) edit[name] = form[name].trim();
  for (const name of ["eventDate", "saleOpensAt", "saleClosesAt"] as const) {
    const same = form[name] === before[name] && (form[name] === "" || form.timeZone === before.timeZone);
    if (!same) edit[name] = timeAt(form[name], form.timeZone) ?? "";
  }
  if (form.maxCapacity.trim() !== before.maxCapacity) edit.maxCapacity = Number(form.maxCapacity);
  if (amountOf(form.basePrice) !== amountOf(before.basePrice)) edit.basePrice = amountOf(form.basePrice) ?? 0;
  if (form.maxPerCustomer.trim() !== before.maxPerCustomer) edit.maxPerCustomer = Number(form.maxPerCustomer);
  return edit;
}

const byCode: Readonly<Record<string, FieldName>> = {
  capacity_below_seats: "maxCapacity",
  currency_fixed: "currency",
  seats_claimed: "basePrice",
};

/** The field that a refusal is about; null if it is about all of the form. */
export function refusedField(error: unknown): FieldName | null {
  if (!(error instanceof Problem)) return null;
  const { field, errors } = error.body;
  const found = Array.isArray(errors) ? String(errors[0]).split(":")[0] : byCode[error.code];
  return fieldNames.find((name) => name === (field ?? found)) ?? null;
}
