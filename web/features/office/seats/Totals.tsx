import type { ReactNode } from "react";

/** Numbers that go along with what is typed, each under its name. */
export function Totals({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {items.map(({ name, value }) => (
        <div key={name} className="flex flex-col gap-0.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
