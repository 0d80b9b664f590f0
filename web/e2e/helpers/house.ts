import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { components } from "@/lib/api/schema";
import { type Demo, signInsOf } from "./server";

type Schemas = components["schemas"];
export type Event = Schemas["CatalogEvent"];

/** A part of a house: rows of seats, from A or 1 as the server names them. */
export type Section = { sectionCode: string; rows: number; seatsPerRow: number; priceMultiplier?: number };

export type Ticket = Schemas["FulfillmentTicket"];

export type Letter = { to: string; subject: string; text: string; html: string };

/** What the house and its buyers do by the API, so that a journey begins where it becomes its own. */
export class House {
  private tokens = new Map<string, Promise<string>>();

  constructor(readonly demo: Demo) {}

  /** Makes an event with seats that can be bought. */
  async event(name: string, sections: Section[], more: Partial<Schemas["CatalogNewEvent"]> = {}): Promise<Event> {
    const seats = sections.reduce((sum, { rows, seatsPerRow }) => sum + rows * seatsPerRow, 0);
    const draft = {
      ...{ name, description: `${name}: an evening that nobody forgets.`, venue: "Small Hall", currency: "EUR" },
      ...{ eventDate: inDays(40), timeZone: "Europe/Berlin", maxCapacity: seats, basePrice: 45.5, ...more },
    };
    const made = await this.ask<Event>("admin", "POST", "/admin/events", draft);
    const configurations = sections.map((section) => ({ priceMultiplier: 1, ...section }));
    await this.ask("admin", "POST", `/admin/events/${made.id}/seats`, { sectionConfigurations: configurations });
    await expect.poll(async () => (await this.see(made.id)).availableSeats, `${name} is on sale`).toBe(seats);
    return this.see(made.id);
  }

  see(event: string): Promise<Event> {
    return this.ask<Event>(null, "GET", `/events/${event}`);
  }

  /** Somebody else: a guest of their own. */
  async guest(): Promise<string> {
    return (await this.ask<{ guestToken: string }>(null, "POST", "/guests")).guestToken;
  }

  /** Somebody else holds seats of an event; ids as the map's document has them. */
  async hold(event: string, places: { section: string; row: string; seat: string }[], guest?: string): Promise<string> {
    const token = guest ?? (await this.guest());
    const { seats } = await this.ask<{ seats: { id: string; sectionCode: string; row: string; seat: string }[] }>(
      null,
      "GET",
      `/events/${event}/seatmap`,
    );
    const seatIds = places.map(({ section, row, seat }) => {
      const found = seats.find((one) => one.sectionCode === section && one.row === row && one.seat === seat);
      if (!found) throw new Error(`there is no seat ${section} ${row} ${seat}`);
      return found.id;
    });
    await this.send(token, "POST", "/reservations", { seatIds });
    return token;
  }

  /** A guest lets one of the seats go. */
  async letGo(guest: string): Promise<void> {
    const [first] = await this.send<{ reservationId: string }[]>(guest, "GET", "/reservations");
    if (!first) throw new Error("the guest holds nothing");
    await this.send(guest, "DELETE", `/reservations/${first.reservationId}`);
  }

  /** Somebody else holds the best seats of an event. */
  async holdBest(event: string, quantity: number): Promise<string> {
    const token = await this.guest();
    await this.send(token, "POST", "/reservations", { eventId: event, quantity });
    return token;
  }

  /** Somebody buys the best seats of an event, and has the tickets. */
  async buy(event: string, quantity: number, email: string, name = "Bo Buyer"): Promise<Ticket[]> {
    const token = await this.guest();
    const { reservations } = await this.send<{ reservations: { seatId: string; reservationId: string }[] }>(
      token,
      "POST",
      "/reservations",
      { eventId: event, quantity },
    );
    for (const { seatId, reservationId } of reservations)
      await this.send(token, "POST", "/cart/add", { seatId, reservationId });
    const { id: orderId } = await this.send<{ id: string }>(token, "GET", "/cart");
    await this.send(token, "POST", "/orders/checkout", { orderId, email, name });
    await this.send(token, "POST", "/payments", { orderId, paymentMethod: "card_ok" });
    const tickets = () => this.send<Ticket[]>(token, "GET", `/orders/${orderId}/tickets`);
    await expect.poll(async () => (await tickets()).length, `tickets of ${email}`).toBe(quantity);
    return tickets();
  }

  async orders(query: string): Promise<Schemas["OrderingOrder"][]> {
    return this.ask("admin", "GET", `/admin/orders?q=${encodeURIComponent(query)}`);
  }

  /** The newest mail to an address whose subject fits, as soon as it is there. */
  async letter(to: string, subject: RegExp): Promise<Letter> {
    let found: Letter | undefined;
    await expect
      .poll(async () => {
        const answer = await fetch(`${this.demo.url}/dev/mailbox`, { headers: { Accept: "application/json" } });
        const { messages } = (await answer.json()) as { messages: Letter[] };
        found = messages.find((one) => one.to.includes(to) && subject.test(one.subject));
        return found !== undefined;
      }, `a mail to ${to} about ${subject}`)
      .toBe(true);
    return found as Letter;
  }

  /** Asks as an account of the demo, or as nobody (null). */
  async ask<T>(who: "admin" | "staff" | null, method: string, path: string, body?: unknown): Promise<T> {
    return this.send<T>(who === null ? null : await this.token(who), method, path, body);
  }

  private token(who: "admin" | "staff"): Promise<string> {
    const known = this.tokens.get(who);
    if (known) return known;
    const { email, password } = signInsOf(this.demo)[who];
    const made = this.send<{ token: string }>(null, "POST", "/token", { email, password }).then(({ token }) => token);
    this.tokens.set(who, made);
    return made;
  }

  private async send<T>(token: string | null, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.demo.url}/api${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

/** A name that no other journey, nor an earlier run of this one, has used. */
export function unlike(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}

/** A mail address of somebody new. */
export function newAddress(name: string): string {
  return `${name}.${randomUUID().slice(0, 8)}@buyers.example`;
}

/** The first address in a mail's text that leads to a page of ours. */
export function linkIn(letter: Letter, path: string): string {
  const found = letter.text.match(new RegExp(`https?://\\S*${path}\\S*`));
  if (!found) throw new Error(`no link to ${path} in: ${letter.text}`);
  return found[0];
}
