import { Fragment, type ReactNode } from "react";
import { classes } from "@/lib/classes";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, in figures of one width. */
  numeric?: boolean;
  /** Leaves the column out on narrow screens. */
  wideOnly?: boolean;
};

type TableProps<Row> = {
  /** Says what the table lists; for screen readers, since a heading stands above it. */
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What stands across the whole table below a row that was opened; null where it is not. */
  below?: (row: Row) => ReactNode;
};

/** A table that scrolls by itself where it is too wide. The first column names the row and holds its link. */
export function Table<Row>({ caption, columns, rows, rowKey, below }: TableProps<Row>) {
  const place = (column: Column<Row>) =>
    classes(
      "px-3 py-2 first:pl-4 last:pr-4",
      column.numeric ? "text-right tabular-nums" : "text-left",
      column.wideOnly && "hidden md:table-cell",
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-lg border border-line bg-raised">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-line text-sm text-muted">
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classes(place(column), "font-medium")}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={rowKey(row)}>
              <tr className="border-b border-line last:border-0 focus-within:bg-sunken hover:bg-sunken">
                {columns.map((column, index) =>
                  index === 0 ? (
                    <th key={column.key} scope="row" className={classes(place(column), "font-medium")}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={place(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
              <Below columns={columns.length}>{below?.(row)}</Below>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Below({ columns, children }: { columns: number; children: ReactNode }) {
  if (!children) return null;
  return (
    <tr className="border-b border-line last:border-0">
      <td colSpan={columns} className="p-4">
        {children}
      </td>
    </tr>
  );
}
