import { fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { testPlan } from "@/components/plan/model/testPlan";
import { Queries } from "@/lib/queries";
import { testEvent } from "@/test/event";
import { type Answers, type Asked, atWork, serve } from "@/test/house";
import { SeatsPage } from "./SeatsPage";

const router = { push: vi.fn() };
vi.mock("next/navigation", () => ({ useRouter: () => router }));

const at = `/events/${testEvent.id}`;
const admin = `/admin${at}`;
const ids = Array.from({ length: 12 }, (_, seat) => `id-${seat}`);
let turn = 0;

// The plan of two sections; seat 4 is held and seat 7 sold. Each test has its own hash: ids and drafts are kept beside the page.
function withPlan(more: Answers = {}, change: Partial<typeof testEvent> = {}): Answers {
  const hash = `plan-${turn}`;
  return {
    [`GET ${at}`]: { body: { ...testEvent, totalSeats: 12, ...change } },
    [`GET ${at}/availability`]: {
      body: { sequence: 1, plan: hash, states: btoa(String.fromCharCode(0, 0b1000_0001, 0)) },
    },
    [`GET ${at}/plan`]: { body: testPlan },
    [`GET ${at}/plan/seats`]: { body: { plan: hash, first: 0, ids } },
    "GET /v1/seats/house": { body: [] },
    ...more,
  };
}

const withoutSeats = (more: Answers = {}): Answers => ({
  [`GET ${at}`]: { body: { ...testEvent, totalSeats: 0, availableSeats: 0, reservedSeats: 0, soldSeats: 0 } },
  [`GET ${at}/availability`]: { body: { sequence: 0, plan: "", states: "" } },
  "GET /v1/seats/house": { body: [] },
  ...more,
});

function open(answers: Answers, view = ""): Asked[] {
  window.history.replaceState(null, "", `/admin${at}/seats${view && `?view=${view}`}`);
  const asked = serve(answers);
  render(
    <Queries>
      <SeatsPage id={testEvent.id} />
    </Queries>,
  );
  return asked;
}

const type = (label: RegExp | string, value: string, among = screen) =>
  fireEvent.change(among.getByLabelText(label), { target: { value } });
const press = async (name: RegExp | string) => userEvent.click(await screen.findByRole("button", { name }));
const confirm = (name: string) => {
  const dialog = document.querySelector<HTMLElement>("dialog[open]");
  if (!dialog) throw new Error("nothing is asked");
  return userEvent.click(within(dialog).getByRole("button", { name }));
};
const sent = (asked: Asked[], call: string) => asked.filter((one) => one.call === call);

beforeEach(() => {
  turn += 1;
  router.push.mockClear();
  localStorage.clear();
  atWork("Organiser");
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});

describe("generating", () => {
  test("is where an event without seats begins, with totals that go along with what is typed", async () => {
    open(withoutSeats());
    expect(await screen.findByText("This event has no seats yet")).toBeDefined();
    expect(screen.getByText("200 seats · $35 each")).toBeDefined();
    type("Rows", "4");
    type("Price factor", "1,5");
    expect(screen.getByText("80 seats · $52.50 each")).toBeDefined();
    expect(screen.getByText("$4,200")).toBeDefined();
    expect(screen.getByText("80 of 200 seats")).toBeDefined();
    await press("Add a section");
    const second = within(screen.getByRole("group", { name: "Section B" }));
    fireEvent.change(second.getByLabelText("Kind"), { target: { value: "standing" } });
    fireEvent.change(second.getByLabelText("Places"), { target: { value: "150" } });
    expect(screen.getByText("230 seats, but the event has room for 200")).toBeDefined();
  });

  test("says what is wrong where it is, and sends nothing", async () => {
    const asked = open(withoutSeats());
    await screen.findByLabelText("Rows");
    type("Name", "");
    type("Rows", "x");
    await press(/^Generate/);
    expect(screen.getByText("Give the section a name.")).toBeDefined();
    expect(screen.getByText("A whole number from 1.")).toBeDefined();
    expect(asked.every(({ call }) => call.startsWith("GET "))).toBe(true);
  });

  test("previews without writing, then makes the seats", async () => {
    const made = { eventId: testEvent.id, totalSeatsGenerated: 200, sectionSummaries: [], plan: testPlan };
    const call = `POST ${admin}/seats`;
    const asked = open(withoutSeats({ [call]: { body: made } }));
    await press("Preview");
    expect(await screen.findByRole("application", { name: "Preview of the seat plan" })).toBeDefined();
    expect(sent(asked, call)[0]?.query).toEqual({ preview: "true" });
    type("Rows", "11");
    expect(screen.getByText("The form has changed since this preview.")).toBeDefined();
    await press("Generate 220 seats");
    expect(await screen.findByText("200 seats were made.")).toBeDefined();
    const [, real] = sent(asked, call);
    expect(real?.query).toEqual({});
    expect(real?.key).toBeTruthy();
    expect(real?.body).toEqual({
      sectionConfigurations: [{ sectionCode: "A", priceMultiplier: 1, rows: 11, seatsPerRow: 20 }],
    });
  });
});

describe("importing", () => {
  const file = new File(['{"name":"Hall"}'], "hall.json", { type: "application/json" });
  const call = `POST ${admin}/plan`;
  const choose = async () => fireEvent.change(await screen.findByLabelText("Plan file"), { target: { files: [file] } });

  test("reads a file, takes prices, and asks before it replaces what there is", async () => {
    const body = { eventId: testEvent.id, totalSeats: 12, categories: [], plan: testPlan };
    const asked = open(withPlan({ [call]: { body } }), "import");
    expect(await screen.findByText(/An import replaces all seats/)).toBeDefined();
    expect(screen.getByText(/35 seats are held or sold now/)).toBeDefined();
    await choose();
    await screen.findByLabelText("Price of Front");
    expect(sent(asked, call)[0]).toMatchObject({ query: { preview: "true" }, body: { name: "Hall" } });
    type("Price of Front", "60,5");
    expect(screen.getByText("$547.50")).toBeDefined(); // 5 × 60.5 + 7 × 35
    await press("Import this plan");
    expect(screen.getByText(/12 seats go and 12 come/)).toBeDefined();
    await confirm("Replace the seats");
    expect(await screen.findByText("The plan is in: 12 seats.")).toBeDefined();
    const [, real] = sent(asked, call);
    expect(JSON.parse(real?.query.prices ?? "")).toEqual({ Front: 60.5, Back: 35 });
    expect(real?.query.preview).toBeUndefined();
    expect(real?.body).toEqual({ name: "Hall" });
  });

  test("cannot be sent with a price that is none", async () => {
    open(withoutSeats({ [call]: { body: { plan: testPlan } } }), "import");
    await choose();
    await screen.findByLabelText("Price of Back");
    type("Price of Back", "");
    expect(screen.getByText("An amount such as 35 or 12.50.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Import this plan" }).hasAttribute("disabled")).toBe(true);
  });

  test("says what is wrong with a file", async () => {
    const detail = "The seat plan is not JSON: see character 7. Nothing was changed.";
    open(withoutSeats({ [call]: { status: 400, body: { code: "invalid_plan", detail } } }), "import");
    await choose();
    expect(await screen.findByText(detail)).toBeDefined();
  });
});

describe("pricing", () => {
  const call = `PUT ${admin}/categories`;
  const saved = { eventId: testEvent.id, categories: [], totalSeats: 12, keptSeats: 2 };
  const paintRow = async () => {
    fireEvent.change(await screen.findByLabelText("Section"), { target: { value: "0" } });
    type("Row", "1");
    await userEvent.click(await screen.findByRole("radio", { name: /Front/ }));
    await press("Paint 3 seats as Front");
  };
  const revenue = () => screen.getByText("If every seat is sold:").parentElement?.textContent;

  test("paints by the list with counts that go along, and undoes it", async () => {
    open(withPlan());
    await paintRow();
    expect(screen.getByRole("radio", { name: /Front/ }).closest("label")?.textContent).toContain("8 seats");
    expect(revenue()).toContain("$482"); // 8 × 50 + 4 × 20.5
    expect(screen.getByText("Not saved yet: 3 seats move, 1 category changes")).toBeDefined();
    await press("Undo");
    expect(revenue()).toContain("$393.50");
    expect(screen.getByText("Everything is saved.")).toBeDefined();
    await press("Redo");
    expect(revenue()).toContain("$482");
    fireEvent.keyDown(window, { key: "z", ctrlKey: true });
    expect(revenue()).toContain("$393.50");
  });

  test("asks before it saves only what is different, and says how many seats kept their price", async () => {
    const asked = open(withPlan({ [call]: { body: saved } }));
    await paintRow();
    type(/^Price \(/, "55");
    await press("Save prices");
    expect(screen.getByText(/Seats that are held or sold keep the price/)).toBeDefined();
    await confirm("Save prices");
    expect(await screen.findByText(/2 seats that are held or sold kept their price/)).toBeDefined();
    expect(sent(asked, call)[0]?.body).toMatchObject({
      categories: [{ name: "Front", price: 55, accessible: false, companion: false }],
      painted: [{ category: "Front", seatIds: ["id-5", "id-6", "id-7"] }],
    });
  });

  test("asks before a link leads away from what is not saved", async () => {
    open(withPlan());
    await paintRow();
    await userEvent.click(screen.getByRole("link", { name: testEvent.name }));
    expect(screen.getByText("Leave without saving?")).toBeDefined();
    expect(router.push).not.toHaveBeenCalled();
    await confirm("Leave");
    expect(router.push).toHaveBeenCalledWith(`/admin${at}`);
  });

  test("teaches where there are no seats", async () => {
    open(withoutSeats(), "prices");
    expect(await screen.findByText("There is nothing to price yet")).toBeDefined();
    await press("Generate");
    expect(await screen.findByText("This event has no seats yet")).toBeDefined();
  });
});

describe("house holds", () => {
  const call = "POST /v1/seats/house";
  const choose = async () => {
    fireEvent.change(await screen.findByLabelText("Section"), { target: { value: "0" } });
    await press("Choose 6 seats"); // of 8: one is held, one is sold
  };

  test("hold the free seats of a choice with a note until a time at the venue", async () => {
    const asked = open(withPlan({ [call]: { body: { held: 6 } } }), "house");
    expect(await screen.findByText("No seat is held for the house")).toBeDefined();
    await choose();
    type("For whom, or why", " Press ");
    type(/^Held until/, "2036-05-04T18:00");
    await press("Hold 6 seats");
    expect(await screen.findByText("6 seats are held for the house.")).toBeDefined();
    expect(sent(asked, call)[0]?.body).toEqual({
      eventId: testEvent.id,
      seatIds: ["id-0", "id-1", "id-2", "id-3", "id-5", "id-6"],
      note: "Press",
      until: "2036-05-04T23:00:00Z",
    });
  });

  test("need seats and a note, and an end that is to come", async () => {
    const asked = open(withPlan(), "house");
    await press("Hold seats");
    expect(screen.getByText("Choose at least one free seat.")).toBeDefined();
    expect(screen.getByText("Say for whom or why, so that others know.")).toBeDefined();
    type(/^Held until/, "2001-01-01T00:00");
    expect(screen.getByText("Choose a time that is to come.")).toBeDefined();
    expect(sent(asked, call)).toEqual([]);
  });

  test("say which seats somebody was faster with, and keep what was typed", async () => {
    const detail = "A row 1 seat 2 is taken. Nothing was held.";
    open(withPlan({ [call]: { status: 409, body: { code: "seat_taken", detail, taken: ["id-1"] } } }), "house");
    await choose();
    type("For whom, or why", "Press");
    await press("Hold 6 seats");
    expect(await screen.findByText(detail)).toBeDefined();
    expect(screen.getByLabelText("For whom, or why")).toHaveProperty("value", "Press");
  });

  test("are listed with their notes and released after a question", async () => {
    const seat = {
      seatId: "id-1",
      sectionCode: "A",
      row: "1",
      seat: "2",
      price: 50,
      currency: "USD",
      note: "Press",
      until: null,
    };
    const release = "POST /v1/seats/house/release";
    const asked = open(
      withPlan({ "GET /v1/seats/house": { body: [seat] }, [release]: { body: { released: 1 } } }),
      "house",
    );
    await userEvent.click(await screen.findByLabelText("Select A, row 1, seat 2"));
    expect(screen.getByText("released by hand")).toBeDefined();
    await press("Release 1 seat");
    expect(screen.getByText(/No money moves/)).toBeDefined();
    await confirm("Release 1 seat");
    await vi.waitFor(() => expect(sent(asked, release)[0]?.body).toEqual({ eventId: testEvent.id, seatIds: ["id-1"] }));
  });

  test("are all that staff sees, without the means to change them", async () => {
    atWork("Staff");
    open(withPlan(), "house");
    expect(await screen.findByText("No seat is held for the house")).toBeDefined();
    expect(screen.queryAllByRole("tab")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: /Hold|Choose/ })).toBeNull();
  });
});
