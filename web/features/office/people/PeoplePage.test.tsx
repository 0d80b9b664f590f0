import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { sessionStore } from "@/lib/session/session";
import { type Answer, answerBy, madeGuest } from "@/test/server";
import { PeoplePage } from "./PeoplePage";

vi.mock("next/navigation", () => ({ useSearchParams: () => new URLSearchParams() }));

let asked: { call: string; body: string }[] = [];
let role: string;
let refusal: Answer | null;

const person = (userId: string, email: string, hasRole: string) => ({
  userId,
  customerId: userId,
  email,
  emailVerified: true,
  role: hasRole,
  createdAt: "2036-01-01T00:00:00Z",
});

beforeEach(() => {
  asked = [];
  role = "User";
  refusal = null;
  sessionStore.set({ kind: "user", customerId: "a", email: "boss@example.com", role: "Admin" });
  answerBy(({ call, text }) => {
    asked.push({ call, body: text });
    return answerTo(call);
  });
});

function answerTo(call: string): Answer {
  if (call === "POST /api/guests") return madeGuest;
  if (call.startsWith("PATCH")) {
    if (refusal) return refusal;
    role = "Staff";
    return { status: 200, body: person("b", "new@example.com", role) };
  }
  const people = [person("a", "boss@example.com", "Admin"), person("b", "new@example.com", role)];
  return { status: 200, body: people };
}

const show = () =>
  render(
    <Queries>
      <PeoplePage />
    </Queries>,
  );
const open = async (email: string) =>
  userEvent.click(await screen.findByRole("button", { name: `Change the role of ${email}` }));
const dialog = () => within(screen.getByRole("dialog"));
const changes = () => asked.filter(({ call }) => call.startsWith("PATCH"));

test("each role says what it may do, and nothing changes until it is confirmed", async () => {
  show();
  await open("new@example.com");
  const staff = dialog().getByRole("radio", { name: "Staff" });
  const described = document.getElementById(staff.getAttribute("aria-describedby") ?? "");
  expect(described?.textContent).toContain("admits people at the door");
  await userEvent.click(staff);
  expect(dialog().getByText(/signed out everywhere at once/)).toBeDefined();
  expect(changes()).toEqual([]);
  await userEvent.click(dialog().getByRole("button", { name: "Make it Staff" }));
  expect(changes()).toEqual([{ call: "PATCH /api/admin/users/b/role", body: '{"role":"Staff"}' }]);
  expect((await screen.findAllByText("Staff")).length).toBeGreaterThan(0);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("the role that an account has already is no change to confirm", async () => {
  show();
  await open("new@example.com");
  const confirm = dialog().getByRole("button", { name: "Choose another role first." });
  expect(confirm.getAttribute("aria-disabled")).toBe("true");
  await userEvent.click(confirm);
  expect(changes()).toEqual([]);
});

test("the last administrator stays one, and the dialog says why", async () => {
  refusal = { status: 409, body: { code: "last_admin", detail: "This is the only administrator." } };
  show();
  await open("boss@example.com");
  await userEvent.click(dialog().getByRole("radio", { name: "Customer" }));
  expect(dialog().getByText(/This is your own account/)).toBeDefined();
  await userEvent.click(dialog().getByRole("button", { name: "Make it Customer" }));
  expect(await dialog().findByText("This is the only administrator.")).toBeDefined();
});
