import type { Client } from "openapi-fetch";
import { api } from "@/lib/api";

type Body<T> = { content: { "application/json": T } };
type Answers<T> = { 200: { headers: Record<string, unknown> } & Body<T> };
type Key = { header?: { "Idempotency-Key"?: string } };

export type Priced = { categories: unknown[]; totalSeats: number; keptSeats: number };
type Paths = {
  "/admin/events/{id}/categories": {
    put: {
      parameters: { path: { id: string } } & Key;
      requestBody: Body<{
        categories: { name: string; color: string; price: number; accessible?: boolean; companion?: boolean }[];
        painted: { category: string; seatIds: string[] }[];
      }>;
      responses: Answers<Priced>;
    };
  };
};

export const seatApi = api as unknown as Client<Paths>;
