import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Badge, type Tone } from "./Badge";
import { Table } from "./Table";

const ground = (element: Element) => /(?:^|\s)bg-(\S+)/.exec(element.className)?.[1];

test("a mark is seen on its row, also on the one under the pointer", () => {
  const tones: Tone[] = ["neutral", "good", "warning", "bad", "accent"];
  const columns = [{ key: "tone", header: "Tone", cell: (tone: Tone) => <Badge tone={tone}>{tone}</Badge> }];
  render(<Table caption="Tones" columns={columns} rows={tones} rowKey={(tone) => tone} />);
  for (const tone of tones) {
    const badge = screen.getByText(tone);
    const hovered = /hover:bg-(\S+)/.exec(badge.closest("tr")?.className ?? "")?.[1];
    expect(hovered).toBeDefined();
    expect(ground(badge) !== hovered || badge.classList.contains("inset-ring")).toBe(true);
  }
});
