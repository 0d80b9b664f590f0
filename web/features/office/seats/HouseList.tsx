"use client";

import { Lock } from "lucide-react";
import { useState } from "react";
import { ProblemAlert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { EmptyState } from "@/components/ui/EmptyState";
import { Pagination } from "@/components/ui/Pagination";
import { Skeleton } from "@/components/ui/Skeleton";
import { type Column, Table } from "@/components/ui/Table";
import { toast } from "@/components/ui/Toast";
import type { Cursor, Schemas } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { useHouse } from "./queries";
import { useRelease } from "./useHouseDeeds";

type HouseSeat = Schemas["InventoryHouseHold"];

type HouseListProps = {
  event: { id: string; timeZone: string };
  house: ReturnType<typeof useHouse>;
  cursor: Cursor;
  /** Whether the reader may release seats. */
  manager: boolean;
};

/** What is held for the house, with its notes, to be released again. */
export function HouseList({ event, house, cursor, manager }: HouseListProps) {
  const texts = useTexts(officeSeats);
  const shared = useTexts(common);
  const own = texts.house;
  const format = useFormat();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [sure, setSure] = useState(false);
  const release = useRelease(event.id);
  const rows = house.data?.items ?? [];
  const here = rows.filter(({ seatId }) => picked.has(seatId)).map(({ seatId }) => seatId);
  const all = here.length === rows.length;
  const count = format.number(here.length);
  const name = ({ sectionCode, row, seat }: HouseSeat) => texts.seatName(sectionCode, row, seat);
  const pick = (seats: readonly string[], on: boolean) => {
    const next = new Set(picked);
    for (const seat of seats) on ? next.add(seat) : next.delete(seat);
    setPicked(next);
  };
  const submit = () => {
    setSure(false);
    release.mutate(here, {
      onSuccess(released) {
        setPicked(new Set());
        cursor.reset();
        toast(own.released(released, format.number(released)));
      },
    });
  };
  const box = (label: string, checked: boolean, seats: readonly string[]) => (
    <label className="-my-2 -ml-3 inline-flex size-11 cursor-pointer items-center justify-center">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => pick(seats, event.target.checked)}
        className="size-5 accent-accent"
      />
    </label>
  );
  const everything = rows.map(({ seatId }) => seatId);
  const columns: Column<HouseSeat>[] = [
    {
      key: "seat",
      header: (
        <span className="flex items-center gap-1">
          {manager && box(own.pickAll, all && rows.length > 0, everything)}
          {own.seat}
        </span>
      ),
      cell: (seat) => (
        <span className="flex items-center gap-1">
          {manager && box(own.pick(name(seat)), picked.has(seat.seatId), [seat.seatId])}
          {name(seat)}
        </span>
      ),
    },
    { key: "note", header: own.noteColumn, cell: ({ note }) => <span className="break-words">{note}</span> },
    {
      key: "until",
      header: own.untilColumn,
      cell: ({ until }) => (until ? format.date(until, "short", event.timeZone) : own.forever),
    },
    {
      key: "price",
      header: texts.price,
      numeric: true,
      wideOnly: true,
      cell: ({ price, currency }) => format.money(price, currency),
    },
  ];
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{own.listTitle}</h2>
        {manager && rows.length > 0 && (
          <Button kind="secondary" disabled={here.length === 0} busy={release.isPending} onClick={() => setSure(true)}>
            {here.length === 0 ? own.releaseNone : own.release(here.length, count)}
          </Button>
        )}
      </div>
      {release.isError && <ProblemAlert error={release.error} />}
      {house.isError && <ProblemAlert error={house.error} onRetry={() => void house.refetch()} />}
      {house.isPending && (
        <div aria-busy="true" role="status" aria-label={shared.loading}>
          <Skeleton className="h-32" />
        </div>
      )}
      {house.data && rows.length === 0 && (
        <EmptyState icon={Lock} title={own.noneTitle} heading="h3">
          {own.noneText}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div>
          <Table caption={own.listTitle} columns={columns} rows={rows} rowKey={({ seatId }) => seatId} />
          <Pagination cursor={cursor} next={house.data?.next ?? null} busy={house.isFetching} />
        </div>
      )}
      <Dialog
        open={sure}
        onClose={() => setSure(false)}
        title={own.releaseTitle}
        description={own.releaseText(here.length, count)}
        actions={
          <>
            <Button kind="secondary" onClick={() => setSure(false)}>
              {shared.cancel}
            </Button>
            <Button onClick={submit}>{own.release(here.length, count)}</Button>
          </>
        }
      />
    </section>
  );
}
