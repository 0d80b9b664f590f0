import { expect, type Locator, type Page } from "@playwright/test";
import { SeatMapView } from "./map";

export const methods = {
  card_ok: "A card that is accepted",
  card_declined: "A card that the bank declines",
  insufficient_funds: "A card without enough money on it",
  requires_action: "A card that asks you to confirm on the bank's page",
  processor_timeout: "A bank that takes up to 30 seconds to answer",
};

/** The shop in a buyer's words. */
export class Shop {
  readonly map: SeatMapView;
  /** What is held from an event's page. */
  readonly held: Locator;
  readonly pay: Locator;

  constructor(readonly page: Page) {
    this.map = new SeatMapView(page);
    this.held = page.getByRole("region", { name: "Your seats" });
    this.pay = page.getByRole("button", { name: "Pay now" });
  }

  async openEvent(id: string): Promise<void> {
    await this.page.goto(`/events/${id}`);
    await this.map.shown();
  }

  /** How many seats the page shows as held by its visitor. */
  async expectHeld(seats: number): Promise<void> {
    await expect(this.held.getByRole("button", { name: /^Let go of/ })).toHaveCount(seats);
  }

  /** Holds the best seats that there are together. */
  async holdBest(seats: number): Promise<void> {
    await this.page.getByRole("combobox", { name: "Seats", exact: true }).selectOption(String(seats));
    await this.page.getByRole("button", { name: "Find and hold" }).click();
    await this.expectHeld(seats);
  }

  async toCheckout(): Promise<void> {
    await this.held.getByRole("button", { name: "Go to checkout" }).click();
    await expect(this.page.getByRole("heading", { name: "Checkout", level: 1 })).toBeVisible();
  }

  async sayWho(name: string, email: string): Promise<void> {
    await this.page.getByLabel("Name").fill(name);
    await this.page.getByLabel("Mail address").fill(email);
    await this.page.getByRole("button", { name: "Go on to payment" }).click();
    await expect(this.pay).toBeVisible();
  }

  async choose(method: keyof typeof methods): Promise<void> {
    await this.page.getByRole("radio", { name: methods[method] }).check();
  }

  /** The order's page with as many tickets, each with its code. */
  async expectTickets(tickets: number): Promise<void> {
    await expect(this.page.getByRole("heading", { name: "Your tickets are ready", level: 1 })).toBeVisible();
    await expect(this.page.getByRole("img", { name: /^Admission code for/ })).toHaveCount(tickets);
  }
}
