import type { Client } from "openapi-fetch";
import { api } from "@/lib/api";

/** A ticket in the list of an event's attendees. */
export type Attendee = {
  id: string;
  ticketNumber: string;
  orderId: string;
  orderNumber?: string;
  holder: string;
  email?: string;
  sectionCode: string;
  row: string;
  seat: string;
  price: number;
  currency: string;
  status: "valid" | "used" | "cancelled";
  issuedAt: string;
  admittedAt?: string | null;
  gate?: string | null;
};

type List = { eventId: string; q?: string; status?: string; limit?: number; cursor?: string };

type Paths = {
  "/tickets": {
    get: { parameters: { query: List }; responses: { 200: { content: { "application/json": Attendee[] } } } };
  };
  "/tickets/attendees.csv": {
    get: { parameters: { query: { eventId: string } }; responses: { 200: { content: { "text/csv": string } } } };
  };
};

export const attendeesApi = api as unknown as Client<Paths>;
