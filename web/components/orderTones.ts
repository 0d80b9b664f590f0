import type { Schemas } from "@/lib/api";
import type { Tone } from "./ui/Badge";

/** How an order's state looks, to its buyer and to the house. */
export const orderTones: Record<Schemas["OrderingOrder"]["state"], Tone> = {
  draft: "neutral",
  pending: "warning",
  paid: "accent",
  fulfilled: "good",
  cancelled: "neutral",
};
