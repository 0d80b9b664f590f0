import { sessionTokens, tokensAtHand } from "../session/session";
import { type Api, createApi } from "./client";
import type { components } from "./schema";

export { answer, type Page, page } from "./answer";
export type { Api, Tokens } from "./client";
export { createApi } from "./client";
export { newKey } from "./key";
export { Problem, sessionEnded, unreachable } from "./problem";
export { type Cursor, useCursor } from "./useCursor";
export { useOnce } from "./useOnce";

/** The API's own types by the names of its description: `Schemas["CatalogEvent"]`. */
export type Schemas = components["schemas"];

/** The API as the visitor: makes or resumes their session before the first request. For carts, holds, orders, the office. */
export const api: Api = createApi(sessionTokens);

/** The API as it is open to everyone: sends a token only where there is one already, and never makes a guest for reading. */
export const openApi: Api = createApi(tokensAtHand);
