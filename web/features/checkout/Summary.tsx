"use client";

import { PriceList } from "@/components/ui/PriceList";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { checkout } from "@/lib/i18n/areas/checkout";
import type { Basket } from "./basket";

/** The seats and what they cost together; the only total on the page. */
export function Summary({ basket }: { basket: Basket }) {
  const texts = useTexts(checkout);
  const format = useFormat();
  const { items, total, currency, expiresAt } = basket;
  return (
    <PriceList
      title={texts.summary.title}
      items={items.map((item) => ({
        ...item,
        key: item.reservationId,
        text: texts.seat(item.sectionCode, item.row, item.seat),
      }))}
      total={{ text: texts.summary.total, price: total, currency }}
    >
      {expiresAt && <p className="text-sm text-muted">{texts.summary.until(format.date(expiresAt, "time"))}</p>}
    </PriceList>
  );
}
