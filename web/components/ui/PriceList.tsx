"use client";

import type { ReactNode } from "react";
import { useFormat } from "@/lib/format";
import { Card } from "./Card";

export type Priced = { key: string; text: string; price: number; currency: string };

type PriceListProps = {
  title: string;
  /** What stands there when nothing is listed. */
  none?: string;
  items: readonly Priced[];
  /** What all cost together; null where no currency is known. */
  total: Omit<Priced, "key"> | null;
  children?: ReactNode;
};

/** Seats or the like, what each costs, and the total. */
export function PriceList({ title, none, items, total, children }: PriceListProps) {
  const format = useFormat();
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      {none && items.length === 0 && <p className="text-muted">{none}</p>}
      <ul className="flex flex-col gap-2">
        {items.map(({ key, text, price, currency }) => (
          <li key={key} className="flex justify-between gap-4">
            <span className="min-w-0">{text}</span>
            <span className="tabular-nums">{format.money(price, currency)}</span>
          </li>
        ))}
      </ul>
      {total && (
        <p className="flex justify-between gap-4 border-t border-line-strong pt-3 font-semibold">
          <span>{total.text}</span>
          <span className="tabular-nums">{format.money(total.price, total.currency)}</span>
        </p>
      )}
      {children}
    </Card>
  );
}
