import { Problem } from "@/lib/api";

/** What a refused payment or checkout means to the buyer. */
export type Refusal =
  | { kind: "declined"; reason: string }
  /** Another payment of the order is not decided: its page shows how it ends. */
  | { kind: "inProgress" }
  | { kind: "expired" }
  | { kind: "price" }
  /** There was no answer: money may have been taken, and trying again tells. */
  | { kind: "unknown" }
  | { kind: "other" };

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return { kind: "other" };
  if (error.code === "payment_declined") return { kind: "declined", reason: reasonOf(error.body.payment) };
  if (error.code === "payment_in_progress" || error.code === "request_in_progress") return { kind: "inProgress" };
  if (error.code === "hold_expired") return { kind: "expired" };
  if (error.code === "price_changed") return { kind: "price" };
  return error.status === 0 || error.status >= 500 ? { kind: "unknown" } : { kind: "other" };
}

function reasonOf(payment: unknown): string {
  const reason = typeof payment === "object" && payment !== null && "failureReason" in payment && payment.failureReason;
  return typeof reason === "string" ? reason : "other";
}
