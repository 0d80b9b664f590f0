import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { AttendeesPage } from "./AttendeesPage";
import { fileName } from "./fileName";

let search = new URLSearchParams();
vi.mock("next/navigation", () => ({ useSearchParams: () => search }));

let asked: string[] = [];
const soon = "2036-01-01T00:00:00Z";
const event = { id: "e1", name: "Così fan tutte", eventDate: soon, timeZone: "UTC" };
const attendee = {
  id: "t1",
  ticketNumber: "ABCD2345-1",
  orderId: "o1",
  orderNumber: "ABCD2345",
  holder: "Ada",
  email: "ada@example.com",
  sectionCode: "STALLS",
  row: "C",
  seat: "14",
  price: 45.5,
  currency: "EUR",
  status: "used",
  issuedAt: soon,
  admittedAt: soon,
  gate: "North",
};

const link = { Link: '</api/tickets?cursor=c2>; rel="next"' };

beforeEach(() => {
  asked = [];
  search = new URLSearchParams();
  answerBy(({ path, search: query }) => {
    asked.push(path + query);
    if (path === "/api/tickets/attendees.csv")
      return new Response("holder\r\nAda\r\n", { headers: { "Content-Type": "text/csv" } });
    const answers: Record<string, Answer> = {
      "/api/guests": madeGuest,
      "/api/admin/events": { body: [event] },
      "/api/tickets": {
        body: query.includes("q=late") && !query.includes("cursor") ? [] : [attendee],
        headers: query.includes("cursor") ? {} : link,
      },
    };
    return answers[path];
  });
});

const show = () =>
  render(
    <Queries>
      <AttendeesPage />
    </Queries>,
  );

test("no list is asked for until an event is chosen, and the page says so", async () => {
  show();
  expect(await screen.findByText("Which event?")).toBeDefined();
  expect(await screen.findByRole("option", { name: /Così fan tutte/ })).toBeDefined();
  expect(asked.some((path) => path.startsWith("/api/tickets"))).toBe(false);
});

test("who comes is listed with seat and admission, and leads to the order", async () => {
  search = new URLSearchParams({ event: "e1", status: "used" });
  show();
  const link = await screen.findByRole("link", { name: "Ada, to order ABCD2345" });
  expect(link.getAttribute("href")).toBe("/admin/orders/o1");
  expect(screen.getAllByText("STALLS, row C, seat 14").length).toBeGreaterThan(0);
  expect(screen.getByText(/North/)).toBeDefined();
  expect(asked).toContain("/api/tickets?eventId=e1&status=used");
});

test("a search goes on over pages that have nobody on them", async () => {
  search = new URLSearchParams({ event: "e1", q: "late" });
  show();
  expect(await screen.findByRole("link", { name: "Ada, to order ABCD2345" })).toBeDefined();
  expect(asked).toContain("/api/tickets?eventId=e1&q=late&cursor=c2");
});

test("the file is fetched with the token and saved under the event's name", async () => {
  search = new URLSearchParams({ event: "e1" });
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  show();
  await screen.findByRole("option", { name: /Così fan tutte/ });
  await userEvent.click(screen.getByRole("button", { name: "Download as CSV" }));
  await waitFor(() => expect(saved).toEqual(["attendees-cosi-fan-tutte.csv"]));
  expect(asked).toContain("/api/tickets/attendees.csv?eventId=e1");
});

test("a file's name is one that every system takes", () => {
  expect(fileName("attendees", "Così / fan: tutte?")).toBe("attendees-cosi-fan-tutte.csv");
  expect(fileName("attendees", "東京")).toBe("attendees.csv");
});
