import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { type Answer, answerBy } from "@/test/server";
import { Register } from "./Register";
import { Reset } from "./Reset";
import { SignIn } from "./SignIn";
import { Verify } from "./Verify";

const replace = vi.fn();
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace }),
  useSearchParams: () => new URLSearchParams(window.location.search),
}));

type Asked = { path: string; method: string; token: string | null; body: unknown };
let asked: Asked[] = [];

function server(answers: Record<string, Answer>) {
  answerBy(({ path, call, token, body }) => {
    asked.push({ path, method: call.split(" ")[0] ?? "", token, body });
    return answers[path];
  });
}

const soon = () => new Date(Date.now() + 600_000).toISOString();

beforeEach(() => {
  asked = [];
  replace.mockClear();
  localStorage.clear();
  window.history.replaceState(null, "", "/signin");
});

test.each([
  ["/verify-email#token=abc", Verify],
  ["/verify-email", Verify],
  ["/reset-password#token=abc", Reset],
  ["/reset", Reset],
  ["/signin", SignIn],
  ["/register", Register],
])("opening %s asks nothing of the server", (address, Page) => {
  server({});
  window.history.replaceState(null, "", address);
  render(<Page />);
  expect(asked).toEqual([]);
});

test("an address is confirmed by the button, with the token of the link", async () => {
  server({ "/api/users/verify": { status: 204 } });
  window.history.replaceState(null, "", "/verify-email#token=abc");
  render(<Verify />);
  await userEvent.click(screen.getByRole("button", { name: "Confirm the address" }));
  expect(await screen.findByText("Your address is confirmed")).toBeDefined();
  expect(asked).toMatchObject([{ path: "/api/users/verify", method: "POST", body: { token: "abc" } }]);
});

test("a link that was used says so and offers a way on", async () => {
  server({ "/api/users/password-reset/confirm": { status: 410, body: { code: "link_expired", detail: "Too old." } } });
  window.history.replaceState(null, "", "/reset-password#token=abc");
  render(<Reset />);
  await userEvent.type(screen.getByLabelText("New password"), "a long sentence");
  await userEvent.click(screen.getByRole("button", { name: "Save the new password" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Too old.");
  expect(screen.getByRole("link", { name: "Ask for a new link" }).getAttribute("href")).toBe("/reset");
});

test("a new password is checked before anything is sent; a common one is refused beside its field", async () => {
  server({ "/api/users": { status: 400, body: { code: "weak_password", detail: "Too common." } } });
  render(<Register />);
  await userEvent.type(screen.getByLabelText("Mail address"), "ada@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "short");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  expect(screen.getByText("The password is shorter than 8 characters.")).toBeDefined();
  expect(asked).toEqual([]);
  await userEvent.type(screen.getByLabelText("Password"), "word");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  expect(await screen.findByText("Too common.")).toBeDefined();
  expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
});

test("a wrong password keeps what was typed", async () => {
  server({
    "/api/token": { status: 401, body: { code: "invalid_credentials", detail: "They do not belong together." } },
  });
  render(<SignIn />);
  await userEvent.type(screen.getByLabelText("Mail address"), "ada@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toContain("They do not belong together.");
  expect(screen.getByLabelText<HTMLInputElement>("Mail address").value).toBe("ada@example.com");
});

test("signing in takes the guest's token along, and leads back", async () => {
  localStorage.setItem("speckit.session", "guest");
  window.history.replaceState(null, "", "/signin?next=/checkout");
  server({
    "/api/guests": { status: 201, body: { customerId: "g", guestToken: "guest-token", expiresAt: soon() } },
    "/api/token": {
      status: 200,
      body: { token: "t", expiresAt: soon(), userRole: "User", userEmail: "ada@example.com", customerId: "u" },
    },
  });
  render(<SignIn />);
  await userEvent.type(screen.getByLabelText("Mail address"), "ada@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "a long sentence");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await vi.waitFor(() => expect(replace).toHaveBeenCalledWith("/checkout"));
  expect(asked.at(-1)).toMatchObject({ path: "/api/token", token: "Bearer guest-token" });
});
