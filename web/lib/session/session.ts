import { answer } from "../api/answer";
import { createApi, noTokens, type Tokens } from "../api/client";
import { Problem, sessionEnded } from "../api/problem";
import type { components } from "../api/schema";
import { serverNow } from "../clock/clock";
import { remember, remembered } from "../remember";
import { createStore } from "../store";

export type Role = components["schemas"]["IdentityUser"]["role"];

/** Who the visitor is. `unknown`: the page does not know yet; `none`: nobody so far, a guest is made when one is needed. */
export type Session =
  | { kind: "unknown" }
  | { kind: "none" }
  | { kind: "guest"; customerId: string }
  | { kind: "user"; customerId: string; email: string; role: Role };

type Access = { token: string; expiresAt: number }; // expiresAt by the server's clock, in milliseconds

export const unknownSession: Session = { kind: "unknown" };

/** The session that parts of the page watch, by useSession. */
export const sessionStore = createStore<Session>(unknownSession);

// The token lives here and nowhere else: no script of another page, and no later visitor of the browser, can read it. What lasts is
// an httpOnly cookie, and a marker that tells which cookie is worth trying.
let access: Access | null = null;
let obtaining: Promise<string> | null = null;

const marker = "session";
const spare = 30_000; // milliseconds before its end at which a token counts as over
const identity = createApi(noTokens);

function tokenAtHand(): string | null {
  return access !== null && access.expiresAt - spare > serverNow() ? access.token : null;
}

/** The visitor's token: the one at hand, else the user's or guest's session resumed, else a new guest's. */
export function obtainToken(): Promise<string> {
  const token = tokenAtHand();
  if (token !== null) return Promise.resolve(token);
  obtaining ??= inTurn(obtain).finally(() => {
    obtaining = null;
  });
  return obtaining;
}

async function obtain(): Promise<string> {
  return remembered(marker) === "user" ? refreshUser() : beginGuest();
}

/** Refresh tokens work once, and the tabs of a browser share the cookie: they take turns. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? await locks.request("speckit.session", work) : await work();
}

async function refreshUser(): Promise<string> {
  try {
    return enter(await answer(identity.POST("/token/refresh")));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    leave();
    // Going on as a guest in silence would show somebody their own orders as not found.
    throw new Problem({ code: sessionEnded, status: 401 });
  }
}

async function beginGuest(): Promise<string> {
  const guest = await answer(identity.POST("/guests"));
  access = { token: guest.guestToken, expiresAt: Date.parse(guest.expiresAt) };
  remember(marker, "guest");
  sessionStore.set({ kind: "guest", customerId: guest.customerId });
  return guest.guestToken;
}

type UserTokens = { token: string; expiresAt: string; userRole: string; userEmail: string; customerId: string };

function enter(tokens: UserTokens): string {
  access = { token: tokens.token, expiresAt: Date.parse(tokens.expiresAt) };
  remember(marker, "user");
  const { customerId, userEmail: email, userRole } = tokens;
  sessionStore.set({ kind: "user", customerId, email, role: userRole as Role });
  return tokens.token;
}

function leave(): void {
  access = null;
  remember(marker, null);
  sessionStore.set({ kind: "none" });
}

/** Finds out who the visitor is, where an earlier visit left a session. Makes no guest. */
export async function resumeSession(): Promise<void> {
  if (remembered(marker) === null) return sessionStore.set({ kind: "none" });
  try {
    await obtainToken();
  } catch {
    // An ended session is left already, and an unreachable server is reported by whoever needs it.
    if (sessionStore.get().kind === "unknown") sessionStore.set({ kind: "none" });
  }
}

/** Forgets the token and resumes by the cookies: another tab signed in or out. */
export async function resumeAfterOtherTab(): Promise<void> {
  access = null;
  await resumeSession();
}

/** Signs in. A guest's cart and orders become the account's too. */
export async function signIn(email: string, password: string): Promise<void> {
  enter(await inTurn(() => answer(asGuest.POST("/token", { body: { email, password } }))));
}

/** Registers and signs in at once. A guest's cart and orders become the account's too. */
export async function register(email: string, password: string): Promise<void> {
  const made = await inTurn(() => answer(asGuest.POST("/users", { body: { email, password } })));
  if (made.token && made.expiresAt) {
    const { token, expiresAt, role, customerId } = made;
    enter({ token, expiresAt, customerId, userRole: made.userRole ?? role, userEmail: made.userEmail ?? made.email });
  } else {
    await signIn(email, password);
  }
}

/** Signs out, here and on the server. */
export async function signOut(): Promise<void> {
  await inTurn(() => answer(identity.POST("/token/revoke")));
  leave();
}

/** For requests that need somebody. */
export const sessionTokens: Tokens = {
  current: obtainToken,
  async renewed(refused) {
    if (access?.token === refused) access = null; // else it has been renewed meanwhile
    return obtainToken();
  },
};

/** For requests that are open to everyone: a token only where there is one, so that reading makes no guests. */
export const tokensAtHand: Tokens = {
  current: async () => tokenAtHand(),
  renewed: async (refused) => (refused === null ? null : sessionTokens.renewed(refused)),
};

// Signing in takes the guest's token along. A refusal there is of the password, never of that token, which the server just ignores where
// it is over; to renew it would wait for the turn that the sign-in itself has, for ever.
const asGuest = createApi({ ...tokensAtHand, renewed: async () => null });
