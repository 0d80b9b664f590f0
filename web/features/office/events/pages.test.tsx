import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { testEvent } from "@/test/event";
import { type Answers, atWork, serve } from "@/test/house";
import { CreateEvent } from "./CreateEvent";
import { EditEvent } from "./EditEvent";
import { EventDetail } from "./EventDetail";
import { EventsPage } from "./EventsPage";

const router = { push: vi.fn() };
vi.mock("next/navigation", () => ({
  useRouter: () => router,
  useSearchParams: () => new URLSearchParams(window.location.search),
}));

const show = (page: React.ReactNode) => render(<Queries>{page}</Queries>);
const at = `/events/${testEvent.id}`;
const event = (change: Partial<typeof testEvent> = {}): Answers => ({
  [`GET ${at}`]: { body: { ...testEvent, ...change } },
});
const figures = (paid: number, refunded: number) => ({
  "GET /admin/orders/figures": { body: [{ currency: "USD", totals: { paid, refunded }, over: [] }] },
});

beforeEach(() => {
  router.push.mockClear();
  window.history.replaceState(null, "", "/admin/events");
  localStorage.clear();
  atWork("Organiser");
});

describe("the list", () => {
  test("is asked by the filters of the address", async () => {
    window.history.replaceState(null, "", "/admin/events?q=strings&status=active&from=2036-01-01");
    const asked = serve({ "GET /admin/events": { body: [testEvent] } });
    show(<EventsPage />);
    const link = await screen.findByRole("link", { name: "An evening of strings" });
    expect(link.getAttribute("href")).toBe(`/admin${at}`);
    expect(asked[0]?.query).toEqual({ q: "strings", status: "active", from: "2036-01-01", limit: "25" });
    expect(screen.getByRole("img", { name: "30 of 100 seats sold, 5 held" })).toBeDefined();
    expect(screen.getByRole("link", { name: "Edit An evening of strings" })).toBeDefined();
  });

  test("goes on by cursor", async () => {
    const asked = serve({
      "GET /admin/events": { body: [testEvent], link: '</api/admin/events?cursor=abc>; rel="next"' },
    });
    show(<EventsPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Next" }));
    await vi.waitFor(() => expect(asked.at(-1)?.query.cursor).toBe("abc"));
  });

  test("offers staff nothing that they may not do", async () => {
    atWork("Staff");
    serve({ "GET /admin/events": { body: [testEvent] } });
    show(<EventsPage />);
    await screen.findByRole("link", { name: "An evening of strings" });
    expect(screen.queryByRole("link", { name: /New event|Edit/ })).toBeNull();
  });

  test("teaches where there is nothing", async () => {
    serve({ "GET /admin/events": { body: [] } });
    show(<EventsPage />);
    expect(await screen.findByText("No event yet")).toBeDefined();
    expect(screen.getAllByRole("link", { name: "New event" })).toHaveLength(2);
  });
});

describe("making an event", () => {
  const fill = () => {
    const type = (label: RegExp, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    type(/^Name/, "An evening of strings");
    type(/^Venue/, "Teatro Nacional");
    type(/^Description/, "Four quartets.");
    type(/^Date and time/, "2036-05-04T20:00");
    type(/^Time zone/, "America/Lima");
    type(/^Capacity/, "200");
    type(/^Base price/, "12.50");
  };
  const submit = () => userEvent.click(screen.getByRole("button", { name: "Create event" }));

  test("says at each field what is missing, leads to the first, and sends nothing", async () => {
    const asked = serve({});
    show(<CreateEvent />);
    await submit();
    expect(screen.getAllByText("This is needed.")).toHaveLength(6);
    expect(document.activeElement).toBe(screen.getByLabelText(/^Name/));
    expect(asked).toEqual([]);
  });

  test("leads on to the seats", async () => {
    const asked = serve({ "POST /admin/events": { status: 201, body: testEvent } });
    show(<CreateEvent />);
    fill();
    await submit();
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledWith(`/admin${at}/seats`));
    expect(asked[0]?.body).toMatchObject({ eventDate: "2036-05-05T01:00:00Z", basePrice: 12.5, maxCapacity: 200 });
  });

  test("shows a refusal at its field, keeps what was typed, and counts as one attempt until it has its answer", async () => {
    const refusal = { code: "invalid_event", field: "eventDate", detail: "That is too far away." };
    const asked = serve({ "POST /admin/events": { status: 400, body: refusal } });
    show(<CreateEvent />);
    fill();
    await submit();
    const date = screen.getByLabelText<HTMLInputElement>(/^Date and time/);
    expect(await screen.findByText("That is too far away.")).toBeDefined();
    expect(date.getAttribute("aria-invalid")).toBe("true");
    expect(date.value).toBe("2036-05-04T20:00");
    await submit();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[0]?.key).not.toBe(asked[1]?.key);
  });
});

describe("changing an event", () => {
  const submit = () => userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  test("sends only what differs", async () => {
    const asked = serve({ ...event(), [`PUT /admin${at}`]: { body: testEvent } });
    show(<EditEvent id={testEvent.id} />);
    const name = await screen.findByLabelText(/^Name/);
    await userEvent.clear(name);
    await userEvent.type(name, "A night of strings");
    await submit();
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledWith(`/admin${at}`));
    expect(asked.find(({ call }) => call.startsWith("PUT"))?.body).toEqual({ name: "A night of strings" });
  });

  test("sends nothing where nothing differs", async () => {
    const asked = serve(event());
    show(<EditEvent id={testEvent.id} />);
    await screen.findByLabelText(/^Name/);
    await submit();
    await vi.waitFor(() => expect(router.push).toHaveBeenCalled());
    expect(asked.map(({ call }) => call)).toEqual([`GET ${at}`]);
  });
});

describe("cancelling an event", () => {
  const ask = async () => {
    await userEvent.click(await screen.findByRole("button", { name: "Cancel event" }));
    return within(screen.getByRole("dialog", { name: "Cancel An evening of strings for good?" }));
  };

  test("says who is paid back, and that it is for good, and wants the event's name", async () => {
    const asked = serve({ ...event(), ...figures(14, 2), [`POST /admin${at}/cancel`]: { body: {} } });
    show(<EventDetail id={testEvent.id} />);
    const dialog = await ask();
    expect(await dialog.findByText("12 paid orders are refunded in full.")).toBeDefined();
    expect(dialog.getByText("30 sold seats, worth $1,250.50, are given up.")).toBeDefined();
    expect(dialog.getByText(/This is for good/)).toBeDefined();

    const confirm = dialog.getByRole("button", { name: "Cancel for good" });
    const name = dialog.getByLabelText(/type the event/);
    expect(confirm.hasAttribute("disabled")).toBe(true);
    await userEvent.type(name, "An evening{Enter}");
    expect(asked.some(({ call }) => call.startsWith("POST"))).toBe(false);
    await userEvent.type(name, " of strings");
    await userEvent.click(confirm);
    await vi.waitFor(() => expect(asked.some(({ call }) => call === `POST /admin${at}/cancel`)).toBe(true));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("does not claim a number that could not be counted", async () => {
    serve({ ...event(), "GET /admin/orders/figures": { status: 403, body: { code: "forbidden" } } });
    show(<EventDetail id={testEvent.id} />);
    const dialog = await ask();
    expect(await dialog.findByText(/could not be counted/)).toBeDefined();
  });

  test("is not offered to staff, and not twice", async () => {
    atWork("Staff");
    serve(event());
    const shown = show(<EventDetail id={testEvent.id} />);
    await screen.findByText("Teatro Nacional");
    expect(screen.queryByRole("button", { name: "Cancel event" })).toBeNull();
    shown.unmount();

    atWork("Admin");
    serve(event({ status: "cancelled", isActive: false }));
    show(<EventDetail id={testEvent.id} />);
    expect(await screen.findByText(/cancelled for good/)).toBeDefined();
    expect(screen.queryByRole("button", { name: "Cancel event" })).toBeNull();
  });
});

test("an event without seats leads to making them", async () => {
  serve(event({ totalSeats: 0, availableSeats: 0, reservedSeats: 0, soldSeats: 0 }));
  show(<EventDetail id={testEvent.id} />);
  const link = await screen.findByRole("link", { name: "Make seats" });
  expect(link.getAttribute("href")).toBe(`/admin${at}/seats`);
});
