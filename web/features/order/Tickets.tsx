"use client";

import { ProblemAlert } from "@/components/ui/Alert";
import { Card } from "@/components/ui/Card";
import type { Schemas } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { order as area } from "@/lib/i18n/areas/order";
import { Downloads } from "./Downloads";
import { QrCode } from "./QrCode";
import type { Order } from "./story";
import { type Key, type OrderDeeds, useTickets } from "./useOrder";

type Ticket = Schemas["FulfillmentTicket"];

/** The tickets themselves, at once: they do not wait for the mail. */
export function Tickets({ order, at, deeds }: { order: Order; at: Key; deeds: OrderDeeds }) {
  const texts = useTexts(area).tickets;
  const { data, error, refetch } = useTickets(at, order);
  const tickets = data ?? [];
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-xl font-semibold">{texts.title}</h2>
      {error && tickets.length === 0 && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!error && tickets.length < order.items.length && (
        <p role="status" className="text-muted">
          {texts.coming}
        </p>
      )}
      <ul className="grid gap-4 sm:grid-cols-2">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <TicketCard ticket={ticket} />
          </li>
        ))}
      </ul>
      {tickets.length > 0 && <Downloads order={order} at={at} deeds={deeds} />}
    </section>
  );
}

function TicketCard({ ticket }: { ticket: Ticket }) {
  const texts = useTexts(area);
  const format = useFormat();
  const seat = texts.seat(ticket.sectionCode, ticket.row, ticket.seat);
  return (
    <Card className="flex flex-col gap-3">
      <div>
        <h3 className="text-lg font-semibold">{seat}</h3>
        <p className="text-muted">{ticket.holder}</p>
      </div>
      {ticket.status === "valid" && (
        <>
          <div className="mx-auto w-full max-w-64 overflow-hidden rounded-lg bg-white">
            <QrCode text={ticket.qrCode} label={texts.tickets.code(seat)} />
          </div>
          <p className="text-sm text-muted">{texts.tickets.show}</p>
        </>
      )}
      {ticket.status === "used" && (
        <p className="font-medium">
          {texts.tickets.used(ticket.admittedAt ? format.date(ticket.admittedAt, "short") : "")}
        </p>
      )}
      {ticket.status === "cancelled" && <p className="font-medium text-danger-ink">{texts.tickets.cancelled}</p>}
      <p className="text-sm break-all text-muted tabular-nums">{ticket.ticketNumber}</p>
    </Card>
  );
}
