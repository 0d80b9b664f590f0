import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Table } from "./Table";

const columns = [
  { key: "name", header: "Row", cell: (row: string) => row },
  { key: "left", header: "Left", cell: () => "3", numeric: true },
];

test("what belongs to an opened row stands directly below it, across the table", () => {
  const below = (row: string) => row === "B" && <p>Seats of B</p>;
  render(<Table caption="Rows" columns={columns} rows={["A", "B", "C"]} rowKey={(row) => row} below={below} />);
  const rows = screen.getAllByRole("row").map((row) => row.textContent);
  expect(rows).toEqual(["RowLeft", "A3", "B3", "Seats of B", "C3"]);
  expect(screen.getByText("Seats of B").closest("td")?.getAttribute("colspan")).toBe("2");
});
