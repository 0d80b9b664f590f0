import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { remember } from "@/lib/remember";
import { sessionStore } from "@/lib/session/session";
import { answerBy } from "@/test/server";
import { DoorPage } from "./DoorPage";
import { choose } from "./place";
import { admission, doorEntry, elsewhere, evening, first, freshRoll, newDevice, samples, standing } from "./testDoor";

type Answer = [status: number, body: unknown];

let answers: Record<string, () => Answer>;
let asked: { call: string; body: string }[] = [];
let away = false;

const tokens = {
  token: "t",
  expiresAt: "2036-01-01T00:00:00Z",
  userRole: "Staff",
  userEmail: "sam@example.com",
  customerId: "s",
};

beforeEach(() => {
  newDevice();
  asked = [];
  away = false;
  remember("session", "user");
  remember("door", null);
  sessionStore.set({ kind: "user", customerId: "s", email: "sam@example.com", role: "Staff" });
  vi.setSystemTime(evening);
  answers = {
    "POST /api/token/refresh": () => [200, tokens],
    "GET /api/.well-known/ticket-keys": () => [200, samples.keys],
    "GET /api/check-ins": () => [200, []],
    "POST /api/check-ins": () => [201, admission()],
  };
  answerBy(({ call, text }) => {
    if (away) throw new TypeError("no network");
    asked.push({ call, body: text });
    const answer = answers[call]?.();
    return answer && { status: answer[0], body: answer[1] };
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const show = () =>
  render(
    <Queries>
      <DoorPage />
    </Queries>,
  );

/** The open door, which has met the server. */
async function open() {
  await choose({ event: freshRoll, gate: "B" });
  show();
  await screen.findByText("Online");
}

async function type(text: string) {
  const field = await screen.findByLabelText<HTMLInputElement>("Code or ticket number");
  field.value = ""; // so that the typing hand, too, knows that the form was emptied
  await userEvent.click(field);
  await userEvent.paste(text);
  await userEvent.keyboard("{Enter}");
}

const verdict = () => within(screen.getByTestId("verdict"));

test("who is not of the house is sent to the sign-in and back", async () => {
  sessionStore.set({ kind: "none" });
  remember("session", null);
  await choose({ event: freshRoll, gate: "B" });
  show();
  const link = await screen.findByRole("link", { name: "Sign in" });
  expect(link.getAttribute("href")).toBe("/signin?next=%2Fscan");
  expect(asked).toEqual([]);
});

test("a buyer's account opens no door", async () => {
  sessionStore.set({ kind: "user", customerId: "u", email: "ada@example.com", role: "User" });
  show();
  expect(await screen.findByText(/ada@example.com is no staff account/)).toBeDefined();
});

test("a device is set up once, with an event and a gate", async () => {
  const listed = { id: first.eventId, name: "Jazz in the park", venue: "Old Mill", timeZone: "Europe/Berlin" };
  answers["GET /api/admin/events"] = () => [200, [{ ...listed, eventDate: "2036-05-01T19:00:00Z" }]];
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Open the door" }));
  expect(await screen.findByText("Choose an event.")).toBeDefined();
  await userEvent.click(await screen.findByLabelText("Jazz in the park"));
  await userEvent.type(screen.getByLabelText(/^Gate/), " North ");
  await userEvent.click(screen.getByRole("button", { name: "Open the door" }));
  expect(await screen.findByText("Gate North · Old Mill")).toBeDefined();
  expect(JSON.parse(localStorage.getItem("speckit.door") ?? "")).toMatchObject({ gate: "North" });
});

test("a good ticket is admitted with its seat, and the admission can be taken back", async () => {
  answers[`DELETE /api/check-ins/${first.ticketId}`] = () => [204, null];
  await open();
  await type(first.code);
  expect(await verdict().findByText("Admitted")).toBeDefined();
  expect(verdict().getByText("Platea C-14")).toBeDefined();
  expect(verdict().getByText(/Ana Muñoz/)).toBeDefined();
  const [undo] = screen.getAllByRole("button", { name: "Take back the admission of Platea C-14" });
  await userEvent.click(undo as HTMLElement);
  expect(await verdict().findByText("Taken back")).toBeDefined();
  expect(asked.some(({ call }) => call.startsWith("DELETE"))).toBe(true);
});

test("a used ticket says when and where, by the clock of the venue", async () => {
  answers["POST /api/check-ins"] = () => [
    409,
    { code: "already_admitted", admittedAt: "2036-05-01T17:04:00Z", gate: "A" },
  ];
  await open();
  await type(first.code);
  expect(await verdict().findByText("Not admitted")).toBeDefined();
  expect(verdict().getByText(/^Already used at 7:04.PM, gate A$/)).toBeDefined();
});

test("each refusal has its words, and none of them holds up the next ticket", async () => {
  answers["GET /api/check-ins"] = () => [200, [doorEntry({ status: "valid", revision: 2 })]];
  await open();
  for (const [code, words] of [
    [first.code, /Old code: this ticket was issued again/],
    [elsewhere.code, "For another event"],
    [standing.code.slice(0, -8), "No ticket code of ours, or damaged"],
  ]) {
    await type(code);
    expect(await verdict().findByText(words)).toBeDefined();
  }
  answers["POST /api/check-ins"] = () => [410, { code: "ticket_void" }];
  await type(standing.code);
  expect(await verdict().findByText(/No longer valid/)).toBeDefined();
  answers["POST /api/check-ins"] = () => [201, admission({ sectionCode: "Grada", row: "", seat: "12" })];
  await type("W3RT7Y2P-12");
  expect(await verdict().findByText("Grada")).toBeDefined();
});

test("without network the device admits by itself and sends it later; a number it cannot check is to be looked at", async () => {
  await open();
  away = true;
  await type(first.code);
  expect(await verdict().findByText("Admitted")).toBeDefined();
  expect(verdict().getByText(/Not confirmed by the server yet/)).toBeDefined();
  expect(screen.getByText("Offline")).toBeDefined();
  expect(screen.getByText("1 admission to be sent")).toBeDefined();
  await type("K7MPX2QD-9");
  expect(await verdict().findByText("Look at it")).toBeDefined();
  away = false;
  await userEvent.click(screen.getByRole("button", { name: "Ask the server now" }));
  await waitFor(() => expect(screen.queryByText("1 admission to be sent")).toBeNull());
});

test("what was let in here and was used elsewhere too is told until somebody has seen it", async () => {
  await open();
  away = true;
  await type(first.code);
  await verdict().findByText("Admitted");
  away = false;
  answers["POST /api/check-ins"] = () => [
    409,
    { code: "already_admitted", admittedAt: "2036-05-01T17:04:00Z", gate: "A" },
  ];
  await userEvent.click(screen.getByRole("button", { name: "Ask the server now" }));
  expect(await screen.findByText("One admission was a second one")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Seen" }));
  await waitFor(() => expect(screen.queryByText("One admission was a second one")).toBeNull());
});

test("old data is warned of", async () => {
  await open();
  away = true;
  await userEvent.click(screen.getByRole("button", { name: "Ask the server now" }));
  expect(await screen.findByText("Offline")).toBeDefined();
  expect(screen.queryByText(/^Old data/)).toBeNull();
  vi.setSystemTime(evening + 600_000);
  await userEvent.click(screen.getByRole("button", { name: "Ask the server now" }));
  expect(await screen.findByText(/^Old data/)).toBeDefined();
});

test("a set-up device opens without network and without asking who is there", async () => {
  await open();
  away = true;
  sessionStore.set({ kind: "none" });
  expect(await screen.findByText("Jazz in the park")).toBeDefined();
  await type(first.code);
  expect(await verdict().findByText("Admitted")).toBeDefined();
});

test("a device that was killed knows its place, although its browser has forgotten what pages remember", async () => {
  await choose({ event: freshRoll, gate: "B" });
  localStorage.clear();
  sessionStore.set({ kind: "none" });
  show();
  expect(await screen.findByText("Gate B · Old Mill")).toBeDefined();
  await waitFor(() => expect(sessionStore.get().kind).toBe("user"));
});

test("a session that ends in the middle of an evening closes no door, and makes no guest", async () => {
  await open();
  const over = (): Answer => [401, { code: "invalid_refresh_token", detail: "Over." }];
  answers["POST /api/check-ins"] = over;
  answers["POST /api/token/refresh"] = over;
  await type(first.code);
  expect(await verdict().findByText("Admitted")).toBeDefined();
  const link = await screen.findByRole("link", { name: "Sign in" });
  expect(link.getAttribute("href")).toBe("/signin?next=%2Fscan");
  await userEvent.click(screen.getByRole("button", { name: "Ask the server now" }));
  await type(standing.code);
  expect(await verdict().findByText("Grada Ñ · 座席")).toBeDefined();
  expect(screen.getByText("2 admissions to be sent")).toBeDefined();
  expect(asked.some(({ call }) => call === "POST /api/guests")).toBe(false);
});

test("somebody without their ticket is found by name, and admitted by its number", async () => {
  const found = { id: "t", ticketNumber: "K7MPX2QD-2", holder: "Bea", sectionCode: "Stalls", row: "C", seat: "15" };
  answers["GET /api/tickets"] = () => [200, [{ ...found, status: "valid" }]];
  await open();
  await userEvent.click(screen.getByRole("button", { name: "Search by name" }));
  await userEvent.type(await screen.findByLabelText("Name, mail address or number"), "Be");
  await userEvent.click(await screen.findByRole("button", { name: "Admit Bea, Stalls C-15", hidden: true }));
  expect(await verdict().findByText("Admitted")).toBeDefined();
  const { body } = asked.find(({ call }) => call === "POST /api/check-ins") ?? { body: "{}" };
  expect(JSON.parse(body)).toMatchObject({ ticketNumber: "K7MPX2QD-2", gate: "B" });
});
