import { vi } from "vitest";
import { type Role, type Session, sessionStore } from "@/lib/session/session";

export type Asked = { call: string; query: Record<string, string>; body: unknown; key: string | null };
export type Answers = Record<string, { status?: number; body?: unknown; link?: string } | undefined>;

/** Signs somebody in for a test. */
export function atWork(role: Role): Session {
  const session: Session = { kind: "user", customerId: "c", email: "grace@example.com", role };
  sessionStore.set(session);
  localStorage.setItem("speckit.session", "user");
  return session;
}

/** A server for tests, which answers by method and path and notes what it was asked beside the session. */
export function serve(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const call = `${request.method} ${pathname.replace(/^\/api/, "")}`;
    const text = await request.text();
    const session = sessionStore.get();
    if (call === "POST /token/refresh" && session.kind === "user")
      return json(200, {
        token: "t",
        expiresAt: "2099-01-01T00:00:00Z",
        customerId: session.customerId,
        userEmail: session.email,
        userRole: session.role,
      });
    asked.push({
      call,
      query: Object.fromEntries(searchParams),
      body: text === "" ? null : JSON.parse(text),
      key: request.headers.get("Idempotency-Key"),
    });
    const {
      status = 200,
      body,
      link,
    } = answers[call] ?? { status: 404, body: { code: "no_such_route", detail: call } };
    return json(status, body ?? {}, link);
  });
  return asked;
}

function json(status: number, body: unknown, link?: string): Response {
  const headers = new Headers({ "Content-Type": "application/json", ...(link ? { Link: link } : {}) });
  return new Response(JSON.stringify(body), { status, headers });
}
