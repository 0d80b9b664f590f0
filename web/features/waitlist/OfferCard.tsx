"use client";

import { useEffect } from "react";
import { ButtonLink } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { announce } from "@/components/ui/LiveRegion";
import type { Schemas } from "@/lib/api";
import { useCountdown } from "@/lib/clock/useCountdown";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { waitlist } from "@/lib/i18n/areas/waitlist";

type Offer = Schemas["WaitlistOffer"];

/** Where an offer is paid. */
export function payPath(offer: Pick<Offer, "orderId" | "orderSecret">): string {
  return `/orders/${offer.orderId}?${new URLSearchParams({ secret: offer.orderSecret })}`;
}

/** The seats of an offer, what they cost, how long they are held, and the way to pay. */
export function OfferCard({ offer }: { offer: Offer }) {
  const texts = useTexts(waitlist).offer;
  const format = useFormat();
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">{texts.title}</h2>
        <TimeLeft until={offer.expiresAt} />
      </div>
      <div className="overflow-x-auto">
        <table className="w-full text-left tabular-nums">
          <thead className="text-sm text-muted">
            <tr>
              <th className="py-2 pr-4 font-medium">{texts.section}</th>
              <th className="py-2 pr-4 font-medium">{texts.row}</th>
              <th className="py-2 pr-4 font-medium">{texts.seat}</th>
              <th className="py-2 text-right font-medium">{texts.price}</th>
            </tr>
          </thead>
          <tbody>
            {offer.seats.map((seat) => (
              <tr key={seat.seatId} className="border-t border-line">
                <td className="py-2 pr-4">{seat.sectionCode}</td>
                <td className="py-2 pr-4">{seat.row || "–"}</td>
                <td className="py-2 pr-4">{seat.seat || "–"}</td>
                <td className="py-2 text-right">{format.money(seat.price, offer.currency)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-semibold">
              <th colSpan={3} scope="row" className="py-2 font-semibold">
                {texts.total}
              </th>
              <td className="py-2 text-right">{format.money(offer.totalAmount, offer.currency)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <ButtonLink href={payPath(offer)} prefetch={false}>
        {texts.pay}
      </ButtonLink>
      <p className="text-sm text-muted">{offer.apart ? texts.unpaidApart : texts.unpaid}</p>
    </Card>
  );
}

function TimeLeft({ until }: { until: string }) {
  const texts = useTexts(waitlist).offer;
  const time = useTexts(common).time;
  const countdown = useCountdown(until);
  const warning = countdown?.minutesWarning ?? null;
  const over = countdown?.over ?? false;
  useEffect(() => {
    if (over) announce(texts.over, "now");
    else if (warning !== null) announce(time.minutesLeft(warning), "now");
  }, [over, warning, texts, time]);
  if (!countdown) return null;
  if (over) return <p className="font-medium text-warning-ink">{texts.over}</p>;
  return (
    <p role="timer" aria-label={texts.left} className={warning ? "font-semibold text-warning-ink" : "font-semibold"}>
      <span className="text-2xl tabular-nums">{countdown.text}</span>
    </p>
  );
}
