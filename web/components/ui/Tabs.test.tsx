import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { Tabs } from "./Tabs";

function Views() {
  const [view, setView] = useState("map");
  const tabs = ["map", "list", "text"].map((key) => ({ key, label: key, content: `The ${key}` }));
  return <Tabs label="Views" tabs={tabs} value={view} onChange={setView} />;
}

test("one view is shown, and its tab is the one stop of the Tab key", async () => {
  render(<Views />);
  expect(screen.getByRole("tabpanel", { name: "map" }).textContent).toBe("The map");
  expect(screen.queryByText("The list")).toBeNull();
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "map", selected: true }));
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole("tabpanel"));
});

test("the arrow keys, Home and End go along the tabs, around the ends, and show at once", async () => {
  render(<Views />);
  await userEvent.tab();
  for (const [key, view] of [
    ["ArrowRight", "list"],
    ["End", "text"],
    ["ArrowRight", "map"],
    ["ArrowLeft", "text"],
    ["Home", "map"],
  ]) {
    await userEvent.keyboard(`{${key}}`);
    expect(screen.getByRole("tabpanel").textContent).toBe(`The ${view}`);
    expect(document.activeElement).toBe(screen.getByRole("tab", { name: view ?? "", selected: true }));
  }
});

test("a click shows a view", async () => {
  render(<Views />);
  await userEvent.click(screen.getByRole("tab", { name: "list" }));
  expect(screen.getByRole("tabpanel", { name: "list" })).toBeDefined();
});
