"use client";

import Link from "next/link";
import { serverNow } from "@/lib/clock/clock";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeDashboard } from "@/lib/i18n/areas/office-dashboard";
import { Figure } from "../charts/Figure";
import { ShareBar } from "../charts/ShareBar";
import type { OfficeEvent } from "../events/event";
import { tellShare } from "../figures/figures";
import { type House, houseOf } from "./house";
import { useLatestOrders } from "./queries";

/** The numbers that matter, of one event or of all. */
export function Kpis({ events, eventId }: { events: readonly OfficeEvent[]; eventId: string | undefined }) {
  const texts = useTexts(officeDashboard);
  const { number, percent } = useFormat();
  const house = houseOf(events, serverNow());
  return (
    <section aria-label={texts.figures} className="grid grid-cols-2 gap-4 lg:grid-cols-3">
      {eventId ? (
        <Figure label={texts.free} value={number(house.free)} />
      ) : (
        <Figure label={texts.events} value={number(house.events)} note={texts.onSale(number(house.onSale))} />
      )}
      <Sold house={house} />
      <MoneyFigure
        label={texts.revenue}
        note={texts.revenueNote}
        values={house.money.map(({ currency, revenue }) => ({ currency, amount: revenue }))}
      />
      <Pending eventId={eventId} />
      <Figure
        label={texts.occupancy}
        value={house.occupancy === null ? texts.none : tellShare(house.occupancy, percent)}
        note={texts.occupancyNote}
      />
      <MoneyFigure
        label={texts.average}
        note={texts.averageNote}
        values={house.money.map(({ currency, average }) => ({ currency, amount: average }))}
      />
    </section>
  );
}

function Sold({ house }: { house: House }) {
  const texts = useTexts(officeDashboard);
  const { number } = useFormat();
  const [sold, held, seats] = [number(house.sold), number(house.held), number(house.seats)];
  const parts = [
    { key: "sold", value: house.sold, className: "fill-accent" },
    { key: "held", value: house.held, className: "fill-seat-held" },
  ];
  return (
    <Figure label={texts.sold} value={texts.soldOf(sold, seats)} note={texts.heldFree(held, number(house.free))}>
      <ShareBar label={texts.bar(sold, held, seats)} parts={parts} total={house.seats} />
    </Figure>
  );
}

type MoneyProps = { label: string; note: string; values: readonly { currency: string; amount: number | null }[] };

/** Money by currency, a line each; a currency in which nothing was sold is left out. */
function MoneyFigure({ label, note, values }: MoneyProps) {
  const texts = useTexts(officeDashboard);
  const { money } = useFormat();
  const known = values.filter(({ amount }) => amount);
  const value = known.map(({ currency, amount }) => (
    <span key={currency} className="block">
      {money(amount ?? 0, currency)}
    </span>
  ));
  return (
    <Figure
      label={label}
      value={known.length > 0 ? value : texts.none}
      note={known.length > 0 ? note : texts.noneSold}
    />
  );
}

const counted = 100; // the most that a page of orders has

function Pending({ eventId }: { eventId: string | undefined }) {
  const texts = useTexts(officeDashboard);
  const { number } = useFormat();
  const { data } = useLatestOrders({ eventId, status: "pending", limit: counted });
  const count = data && number(data.items.length);
  const query = new URLSearchParams({ status: "pending", ...(eventId ? { eventId } : {}) });
  const value = count && (
    <Link href={`/admin/orders?${query}`} prefetch={false} className="underline-offset-4 hover:underline">
      {data.next === null ? count : texts.orMore(count)}
    </Link>
  );
  return <Figure label={texts.pending} value={value ?? texts.none} note={texts.pendingNote} />;
}
