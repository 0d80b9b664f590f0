import type { Schemas } from "@/lib/api";

/** The parts of the house that read messages: each keeps those that it could not handle. */
export const contexts = [
  "identity",
  "catalog",
  "inventory",
  "ordering",
  "payment",
  "fulfillment",
  "notification",
  "waitlist",
] as const;
export type Context = (typeof contexts)[number];

/** A message that its reader could not handle yet, or at all. */
export type Message = Schemas["ShelfMessage"] & { context: Context };
