"use client";

import { Card } from "@/components/ui/Card";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import type { Basket } from "./basket";

/** The seats and what they cost together; the only total on the page. */
export function Summary({ basket }: { basket: Basket }) {
  const texts = useTexts(checkout);
  const format = useFormat();
  return (
    <Card className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{texts.summary.title}</h2>
      <ul className="flex flex-col gap-2">
        {basket.items.map((item) => (
          <li key={item.reservationId} className="flex justify-between gap-4">
            <span className="min-w-0">{texts.seat(item.sectionCode, item.row, item.seat)}</span>
            <span className="tabular-nums">{format.money(item.price, item.currency)}</span>
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-line-strong pt-3 font-semibold">
        <span>{texts.summary.total}</span>
        <span className="tabular-nums">{format.money(basket.total, basket.currency)}</span>
      </p>
      {basket.expiresAt && (
        <p className="text-sm text-muted">{texts.summary.until(format.date(basket.expiresAt, "time"))}</p>
      )}
    </Card>
  );
}
