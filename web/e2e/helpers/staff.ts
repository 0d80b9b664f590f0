import { expect, type Page } from "@playwright/test";
import { type Demo, type SignIns, signInsOf } from "./server";

/** Signs a browser in as an account of the demo, as if it had been here before. */
export async function enterAs(who: keyof SignIns, page: Page, demo: Demo): Promise<void> {
  const answer = await page.request.post(`${demo.url}/api/token`, { data: signInsOf(demo)[who] });
  expect(answer.ok(), `${who} is signed in`).toBe(true);
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("entered")) localStorage.setItem("speckit.session", "user");
    sessionStorage.setItem("entered", "once"); // who signs out stays signed out
  });
}

/** Fills in the form of the page that asks who one is. */
export async function signInAs(who: keyof SignIns, page: Page, demo: Demo): Promise<void> {
  const { email, password } = signInsOf(demo)[who];
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
