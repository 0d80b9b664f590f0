import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { type Answer, answerBy } from "@/test/server";
import { JoinDialog } from "./JoinDialog";
import { PlacePage } from "./PlacePage";
import type { Place } from "./stage";
import { offerLike, placeLike } from "./testPlace";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

let asked: string[] = [];
let place: Place;
let joinAnswer: Answer;

function answerTo(path: string): Answer {
  if (path === "/api/v1/waitlist/join") return joinAnswer;
  if (path.endsWith("/confirm")) return { status: 204, body: null };
  if (path.startsWith("/api/v1/waitlist/")) return { status: 200, body: place };
  return { status: 404, body: { code: "event_not_found" } };
}

beforeEach(() => {
  asked = [];
  place = placeLike();
  answerBy(({ call, path, search }) => {
    asked.push(`${call}${search}`);
    return answerTo(path);
  });
});

const open = () =>
  render(
    <Queries>
      <PlacePage entryId={place.entryId} secret="s+1" />
    </Queries>,
  );

test("opening a place changes nothing; the button confirms it", async () => {
  place = placeLike({ status: "unconfirmed", reason: "joined", confirmBy: "2030-05-02T09:00:00Z" });
  open();
  const button = await screen.findByRole("button", { name: "Confirm my place" });
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(asked.every((one) => one.startsWith("GET "))).toBe(true);
  await userEvent.click(button);
  await waitFor(() => expect(asked).toContain(`POST /api/v1/waitlist/${place.entryId}/confirm?secret=s%2B1`));
});

test("an offer shows its seats, its total and the way to pay; passing it on asks first", async () => {
  place = placeLike({ status: "assigned", reason: "offered", position: null, offer: offerLike() });
  open();
  const pay = await screen.findByRole("link", { name: "See and pay" });
  expect(pay.getAttribute("href")).toBe(`/orders/${place.offer?.orderId}?secret=order%2Bsecret`);
  expect(screen.getByText("€91")).toBeDefined();
  expect(screen.getByRole("timer").textContent).toMatch(/^2[34]:\d\d$/);
  await userEvent.click(screen.getByRole("button", { name: "Pass it on" }));
  expect(screen.getByText(/your place in line ends. Nothing is charged/)).toBeDefined();
  expect(asked.every((one) => one.startsWith("GET "))).toBe(true);
});

const event = { id: "e", name: "Così fan tutte", currency: "EUR", maxPerCustomer: 4 };
async function join(answer: Answer) {
  joinAnswer = answer;
  render(
    <Queries>
      <JoinDialog event={event} open onClose={() => {}} />
    </Queries>,
  );
  expect(screen.getAllByRole("option", { hidden: true })).toHaveLength(4);
  await userEvent.type(screen.getByLabelText("Mail address"), "ada@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Join the line", hidden: true }));
}

test("who joins is told their number and to open the mail", async () => {
  await join({ status: 201, body: { entryId: "x", position: 7 } });
  expect(await screen.findByText("You are number 7 in line")).toBeDefined();
  expect(screen.getByText(/open the mail to ada@example.com/)).toBeDefined();
});

test.each([
  [409, "seats_available", "There are free seats"],
  [409, "already_in_line", "This address is in line already"],
  [429, "joined_too_often", "Too many tries"],
])("a refusal is said in words: %i %s", async (status, code, title) => {
  await join({ status, body: { code, detail: "Refused." }, headers: { "Retry-After": "1800" } });
  expect(await screen.findByText(title)).toBeDefined();
  if (status === 429) expect(screen.getByText(/Try again in 30 min/)).toBeDefined();
});
