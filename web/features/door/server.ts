import { answer, api, openApi, type Page, Problem, page, type Schemas, sessionEnded } from "@/lib/api";
import { remembered } from "@/lib/remember";
import type { Reason, Verdict } from "./judge";
import type { CheckIn } from "./store/records";

export type Admission = Schemas["FulfillmentAdmission"];
export type DoorEntry = Schemas["FulfillmentDoorEntry"];

/** What a door asks of the server. Every refusal is thrown as a Problem. */
export type Server = {
  checkIn(body: CheckIn, key: string, signal: AbortSignal): Promise<Admission>;
  undo(ticketId: string): Promise<void>;
  keys(): Promise<Schemas["FulfillmentKeySet"]>;
  /** A page of what has changed since a time, or of all that a door has to know. */
  list(eventId: string, since: string | null, cursor: string | null, signal: AbortSignal): Promise<Page<DoorEntry>>;
};

export const server: Server = {
  checkIn: async (body, key, signal) => {
    mustBeSignedIn();
    return answer(api.POST("/check-ins", { params: { header: { "Idempotency-Key": key } }, body, signal }));
  },
  undo: async (ticketId) => {
    mustBeSignedIn();
    await answer(api.DELETE("/check-ins/{ticketId}", { params: { path: { ticketId } } }));
  },
  keys: () => answer(openApi.GET("/.well-known/ticket-keys")),
  list: async (eventId, since, cursor, signal) => {
    mustBeSignedIn();
    const query = { eventId, limit: 100, ...(since ? { since } : {}), ...(cursor ? { cursor } : {}) };
    return page(api.GET("/check-ins", { params: { query }, signal }));
  },
};

/** Whoever is nobody any more would ask as a new guest, who may not. */
function mustBeSignedIn(): void {
  if (remembered("session") !== "user") throw new Problem({ code: sessionEnded, status: 401 });
}

/** What a failed question means: no answer came, nobody is signed in who may ask, or the server refused. */
export function failure(error: unknown): "unanswered" | "barred" | "refused" {
  if (!(error instanceof Problem)) return "unanswered";
  const { status, code } = error;
  if (status === 401 || status === 403) return "barred";
  return status === 0 || status >= 500 || status === 429 || code === "request_in_progress" ? "unanswered" : "refused";
}

const reasons: Record<string, Reason> = {
  ticket_void: "void_or_reissued",
  event_over: "event_over",
  wrong_event: "wrong_event",
  invalid_code: "invalid_code",
  ticket_not_found: "ticket_not_found",
};

/** The verdict in a refusal of the server. */
export function verdictIn(error: unknown): Verdict {
  if (!(error instanceof Problem)) return { outcome: "look", reason: "server" };
  if (error.code === "already_admitted") {
    const { admittedAt, gate } = error.body;
    const before = { at: Date.parse(String(admittedAt)), gate: typeof gate === "string" ? gate : "" };
    return { outcome: "refused", reason: "already_admitted", before };
  }
  const reason = reasons[error.code];
  if (reason) return { outcome: "refused", reason };
  return { outcome: "look", reason: "server", detail: error.detail };
}
