"use client";

import { useStore } from "../store";
import { type Role, type Session, sessionStore, unknownSession } from "./session";

/** Who the visitor is; `unknown` in the exported page and until an earlier session is resumed. */
export function useSession(): Session {
  return useStore(sessionStore, unknownSession);
}

/** The signed-in user's role, or null. */
export function useRole(): Role | null {
  const session = useSession();
  return session.kind === "user" ? session.role : null;
}
