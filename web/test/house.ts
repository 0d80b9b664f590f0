import { type Role, type Session, sessionStore } from "@/lib/session/session";
import { answerBy } from "./server";

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
  answerBy(({ call: whole, query, body, key }) => {
    const call = whole.replace(" /api/", " /");
    const session = sessionStore.get();
    if (call === "POST /token/refresh" && session.kind === "user") return { body: tokenOf(session) };
    asked.push({ call, query, body, key });
    const answer = answers[call];
    return answer && { ...answer, ...(answer.link && { headers: { Link: answer.link } }) };
  });
  return asked;
}

function tokenOf({ customerId, email, role }: Extract<Session, { kind: "user" }>) {
  return { token: "t", expiresAt: "2099-01-01T00:00:00Z", customerId, userEmail: email, userRole: role };
}
