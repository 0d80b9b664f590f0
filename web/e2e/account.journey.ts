import type { Page } from "@playwright/test";
import { linkIn, newAddress, unlike } from "./helpers/house";
import { Shop } from "./helpers/shop";
import { expect, test } from "./helpers/test";

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a guest who registers keeps the cart, confirms the address, and finds earlier orders", async ({
  page,
  house,
}) => {
  const event = await house.event(unlike("Account"), [{ sectionCode: "Stalls", rows: 3, seatsPerRow: 8 }]);
  const shop = new Shop(page);
  const address = newAddress("account");

  await test.step("an order as a guest", async () => {
    await shop.openEvent(event.id);
    await shop.holdBest(1);
    await shop.toCheckout();
    await shop.sayWho("Ada Account", address);
    await shop.pay.click();
    await shop.expectTickets(1);
  });

  await test.step("a seat in the cart, then an account", async () => {
    await shop.openEvent(event.id);
    await shop.holdBest(1);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Create an account" }).click();
    await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible(); // its fields are named as those before
    await page.getByLabel("Mail address").fill(address);
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText("The password is shorter than 8 characters.")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill("three quiet words");
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await shop.openEvent(event.id);
    await shop.expectHeld(1);
  });

  await test.step("the address is confirmed by the mail's link", async () => {
    await page.goto(linkIn(await house.letter(address, /confirm/i), "/verify"));
    await page.getByRole("button", { name: "Confirm the address" }).click();
    await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
    await page.goto("/me");
    await expect(page.getByRole("link", { name: event.name })).toBeVisible();
    await page.getByRole("link", { name: event.name }).click();
    await shop.expectTickets(1);
  });

  await test.step("signed out, the orders are gone from this browser", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    await page.goto("/me");
    await expect(page.getByText("No orders here yet")).toBeVisible();
  });
});

test("whoever forgot the password sets a new one by mail, and the old one is dead", async ({ page, house }) => {
  const address = newAddress("forgot");
  await house.ask(null, "POST", "/users", { email: address, password: "the first password" });

  await page.goto("/signin");
  await signIn(page, address, "not the password");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await expect(page.getByRole("heading", { name: "Reset your password" })).toBeVisible(); // its field is named as the one before
  await page.getByLabel("Mail address").fill(address);
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();

  await page.goto(linkIn(await house.letter(address, /password/i), "/reset-password"));
  await page.getByLabel("New password").fill("the second password");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByRole("heading", { name: "Your password is changed" })).toBeVisible();

  await page.goto("/signin?next=%2Fme");
  await signIn(page, address, "the first password");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await signIn(page, address, "the second password");
  await expect(page.getByRole("heading", { name: "My orders" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign out" }), "a reload stays signed in").toBeVisible();
});

test("an order's link is mailed to whoever lost it", async ({ page, house }) => {
  const event = await house.event(unlike("Lost"), [{ sectionCode: "Stalls", rows: 3, seatsPerRow: 8 }]);
  const shop = new Shop(page);
  const address = newAddress("lost");
  await shop.openEvent(event.id);
  await shop.holdBest(2);
  await shop.toCheckout();
  await shop.sayWho("Lou Lost", address);
  await shop.pay.click();
  await shop.expectTickets(2);

  await page.context().clearCookies();
  await page.goto("/me");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByLabel("Mail address").fill(address);
  await page.getByRole("button", { name: "Mail me the links" }).click();
  await expect(page.getByText(`If there are orders of ${address}, their links are on their way to it.`)).toBeVisible();
  await page.goto(linkIn(await house.letter(address, /order/i), "/orders/"));
  await shop.expectTickets(2);
});
