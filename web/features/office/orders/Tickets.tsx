"use client";

import { FileDown, RefreshCw } from "lucide-react";
import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeOrders as area } from "@/lib/i18n/areas/office-orders";
import { saveFile } from "@/lib/saveFile";
import { useDeed } from "@/lib/useDeed";
import { RowKeys } from "../lists/RowKeys";
import type { Order, Ticket } from "./order";
import { ReissueDialog } from "./ReissueDialog";
import { type OrderDeeds, useOrderDeeds, useTickets } from "./useOrder";

/** The tickets of an order, with their files, and a new code for one that went astray. The codes themselves are the buyer's. */
export function Tickets({ order }: { order: Order }) {
  const texts = useTexts(area).tickets;
  const deeds = useOrderDeeds(order);
  const { data, error, refetch } = useTickets(order);
  const [chosen, setChosen] = useState<Ticket | null>(null);
  const columns = useTicketColumns(deeds, setChosen);
  const tickets = data ?? [];
  const living = tickets.some(({ status }) => status !== "cancelled");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{texts.title}</h2>
        {living && <AllAsPdf order={order} deeds={deeds} />}
      </div>
      {error && tickets.length === 0 && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!error && tickets.length === 0 && (
        <p className="text-muted">{order.paidAt !== null && order.state !== "cancelled" ? texts.coming : texts.none}</p>
      )}
      {tickets.length > 0 && (
        <RowKeys>
          <Table caption={texts.title} columns={columns} rows={tickets} rowKey={({ id }) => id} />
        </RowKeys>
      )}
      <ReissueDialog ticket={chosen} order={order} deeds={deeds} onClose={() => setChosen(null)} />
    </div>
  );
}

const tones: Record<Ticket["status"], Tone> = { valid: "good", used: "neutral", cancelled: "bad" };

function useTicketColumns(deeds: OrderDeeds, onReissue: (ticket: Ticket) => void): Column<Ticket>[] {
  const texts = useTexts(area);
  const columns = texts.columns;
  return [
    {
      key: "number",
      header: texts.reissue.ticket,
      // On a phone seat and state stand under the number: there is no room for columns of them.
      cell: (ticket) => (
        <span className="flex flex-col gap-1">
          <span className="whitespace-nowrap tabular-nums">{ticket.ticketNumber}</span>
          <span className="flex flex-col gap-1 text-sm font-normal md:hidden">
            {texts.seats.seat(ticket.sectionCode, ticket.row, ticket.seat)}
            <TicketState ticket={ticket} />
          </span>
        </span>
      ),
    },
    {
      key: "seat",
      header: texts.tickets.seat,
      wideOnly: true,
      cell: ({ sectionCode, row, seat }) => texts.seats.seat(sectionCode, row, seat),
    },
    { key: "holder", header: texts.buyer.name, wideOnly: true, cell: ({ holder }) => holder },
    { key: "state", header: columns.state, wideOnly: true, cell: (ticket) => <TicketState ticket={ticket} /> },
    {
      key: "deeds",
      header: <span className="sr-only">{texts.deeds}</span>,
      cell: (ticket) => <TicketDeeds ticket={ticket} deeds={deeds} onReissue={() => onReissue(ticket)} />,
    },
  ];
}

function TicketState({ ticket: { status, revision, admittedAt } }: { ticket: Ticket }) {
  const texts = useTexts(area).tickets;
  const format = useFormat();
  const more = admittedAt
    ? texts.admitted(format.date(admittedAt, "short"))
    : revision > 1
      ? texts.issue(revision)
      : "";
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tones[status]}>{texts.statuses[status]}</Badge>
      {more && <span className="text-sm whitespace-nowrap text-muted tabular-nums">{more}</span>}
    </span>
  );
}

type TicketDeedsProps = { ticket: Ticket; deeds: OrderDeeds; onReissue: () => void };

function TicketDeeds({ ticket, deeds, onReissue }: TicketDeedsProps) {
  const texts = useTexts(area);
  const { id, ticketNumber, status } = ticket;
  const load = useDeed(async () => saveFile(await deeds.ticketFile(id), `${ticketNumber}.pdf`));
  if (status === "cancelled") return null;
  return (
    <div className="flex flex-col items-end gap-2">
      <div className="flex flex-col items-end justify-end gap-2 md:flex-row">
        <Button
          kind="secondary"
          size="small"
          busy={load.busy}
          onClick={load.run}
          aria-label={texts.tickets.pdfOf(ticketNumber)}
        >
          <FileDown aria-hidden className="size-4" />
          {texts.tickets.pdf}
        </Button>
        {status === "valid" && (
          <Button
            kind="secondary"
            size="small"
            onClick={onReissue}
            aria-label={texts.reissue.buttonOf(ticketNumber)}
            className="whitespace-nowrap"
          >
            <RefreshCw aria-hidden className="size-4" />
            {texts.reissue.button}
          </Button>
        )}
      </div>
      {load.error !== null && <ProblemAlert error={load.error} />}
    </div>
  );
}

function AllAsPdf({ order, deeds }: { order: Order; deeds: OrderDeeds }) {
  const texts = useTexts(area).tickets;
  const load = useDeed(async () => saveFile(await deeds.file(), `${order.number ?? "order"}.pdf`));
  return (
    <>
      <Button kind="secondary" size="small" busy={load.busy} onClick={load.run}>
        <FileDown aria-hidden className="size-4" />
        {texts.all}
      </Button>
      {load.error !== null && <ProblemAlert error={load.error} className="w-full" />}
    </>
  );
}
