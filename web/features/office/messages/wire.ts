import type { Client } from "openapi-fetch";
import { api } from "@/lib/api";

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
export type Message = {
  id: string;
  context: Context;
  group: string;
  topic: string;
  key: string;
  state: "waiting" | "parked";
  attempts: number;
  since: string;
  reason: string;
};

export type MessageWithPayload = Message & { payload: unknown };

type Named = { path: { context: Context; id: string } };

type Paths = {
  "/admin/messages/{context}": {
    get: {
      parameters: { path: { context: Context }; query: { state: Message["state"]; limit?: number } };
      responses: { 200: { content: { "application/json": Message[] } } };
    };
  };
  "/admin/messages/{context}/{id}": {
    get: { parameters: Named; responses: { 200: { content: { "application/json": MessageWithPayload } } } };
    delete: { parameters: Named; responses: { 204: { content?: never } } };
  };
  "/admin/messages/{context}/{id}/retry": {
    post: { parameters: Named; responses: { 204: { content?: never } } };
  };
};

export const messagesApi = api as unknown as Client<Paths>;
