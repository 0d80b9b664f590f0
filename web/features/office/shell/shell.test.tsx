import { act, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { sessionStore } from "@/lib/session/session";
import { atWork } from "@/test/house";
import { officePath, signInFor } from "./access";
import { OfficeShell } from "./OfficeShell";
import { OfficeSignIn } from "./OfficeSignIn";

const router = { replace: vi.fn() };
vi.mock("next/navigation", () => ({
  useRouter: () => router,
  usePathname: () => window.location.pathname,
}));

const show = (address: string) => {
  window.history.replaceState(null, "", address);
  render(
    <OfficeShell>
      <h1>The till</h1>
    </OfficeShell>,
  );
};

beforeEach(() => {
  router.replace.mockClear();
  sessionStore.set({ kind: "unknown" });
});

describe("the guard", () => {
  test("shows nothing of the office until it knows who comes", () => {
    show("/admin/orders");
    expect(screen.queryByText("The till")).toBeNull();
    expect(screen.getByLabelText("Loading").getAttribute("aria-busy")).toBe("true");
    expect(router.replace).not.toHaveBeenCalled();
  });

  test.each(["none", "guest"] as const)("leads %s to the sign-in, which leads back with the query", (kind) => {
    sessionStore.set(kind === "guest" ? { kind, customerId: "g" } : { kind });
    show("/admin/orders?q=ada");
    expect(screen.queryByText("The till")).toBeNull();
    expect(router.replace).toHaveBeenCalledWith("/admin/login?next=%2Fadmin%2Forders%3Fq%3Dada");
  });

  test("tells a customer that the office is not for them", () => {
    atWork("User");
    show("/admin");
    expect(screen.queryByText("The till")).toBeNull();
    expect(screen.getByRole("heading", { name: "The office is for the house" })).toBeDefined();
    expect(router.replace).not.toHaveBeenCalled();
  });

  test("leads out whoever signs out", () => {
    atWork("Staff");
    show("/admin/orders");
    expect(screen.getByText("The till")).toBeDefined();
    act(() => sessionStore.set({ kind: "none" }));
    expect(screen.queryByText("The till")).toBeNull();
    expect(router.replace).toHaveBeenCalledWith("/admin/login?next=%2Fadmin%2Forders");
  });
});

describe("the navigation", () => {
  const names = () =>
    screen.getAllByRole("link", { name: /Staff|Messages|Orders|Dashboard/ }).map((link) => link.textContent);

  test("leaves out what the role may not do", () => {
    atWork("Organiser");
    show("/admin/orders/1");
    expect(names()).toEqual(["Dashboard", "Orders"]);
    expect(screen.getByRole("link", { name: "Orders" }).getAttribute("aria-current")).toBe("page");
    expect(screen.getByRole("link", { name: "Dashboard" }).getAttribute("aria-current")).toBeNull();
  });

  test("shows administrators everything", () => {
    atWork("Admin");
    show("/admin");
    expect(names()).toEqual(["Dashboard", "Orders", "Staff", "Messages"]);
  });
});

describe("the sign-in", () => {
  test("says in its address where it leads, and goes there once somebody of the house is in", () => {
    sessionStore.set({ kind: "none" });
    window.history.replaceState(null, "", "/admin/login");
    render(<OfficeSignIn form={<p>The form</p>} />);
    expect(window.location.search).toBe("?next=%2Fadmin");
    act(() => void atWork("Staff"));
    expect(router.replace).toHaveBeenCalledWith("/admin");
  });

  test.each([
    ["/admin/events?q=x", "/admin/events?q=x"],
    ["/admin/login?next=/admin", "/admin"],
    ["https://elsewhere.example/admin", "/admin"],
    ["//elsewhere.example/admin", "/admin"],
    ["/administrators", "/admin"],
    [null, "/admin"],
  ])("never leads out of the office: %s", (next, path) => {
    expect(officePath(next)).toBe(path);
  });

  test("is not asked to lead to itself", () => {
    expect(signInFor("/admin/login")).toBe("/admin/login?next=%2Fadmin");
  });
});
