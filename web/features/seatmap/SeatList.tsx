"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { noneLeft, type Summary, summaryOf } from "@/components/plan/model/filters";
import type { SeatMap } from "@/components/plan/model/map";
import { rowOf, type Section } from "@/components/plan/model/plan";
import { type Column, Table } from "@/components/ui/Table";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { RefusalNote } from "./RefusalNote";
import { RowSeats } from "./RowSeats";
import { StandingForm } from "./StandingForm";
import type { Choice } from "./useChoice";

type SeatListProps = {
  map: SeatMap;
  mask: Uint8Array | null;
  summaries: readonly Summary[];
  choice: Choice;
  /** Only this section, if one is filtered for. */
  section: string;
};

type Line = { key: string; label: string; number: number; summary: Summary };

/** The map's twin: sections, their rows and their seats as tables, with the same filters, for every keyboard and screen reader. */
export function SeatList({ map, mask, summaries, choice, section }: SeatListProps) {
  const texts = useTexts(seatmap);
  const [openSection, setOpenSection] = useState<number | null>(null);
  const lines = map.plan.sections
    .map(({ name }, number): Line => ({ key: name, label: name, number, summary: summaries[number] ?? noneLeft }))
    .filter(({ label }) => section === "" || label === section);
  const only = lines.length === 1 ? (lines[0]?.number ?? null) : null;
  const open = openSection ?? only;
  const refused = choice.refusal?.seats[0];
  const refusedIn = refused === undefined ? -1 : rowOf(map.plan, refused).section;
  const opened = open === null ? undefined : map.plan.sections[open];
  return (
    <div className="flex flex-col gap-6">
      {choice.refusal && refusedIn !== open && <RefusalNote map={map} choice={choice} refusal={choice.refusal} />}
      <Lines
        caption={texts.section}
        currency={map.plan.currency}
        lines={lines}
        open={open}
        onOpen={(number) => setOpenSection(number === open ? null : number)}
      />
      {opened?.standing && open !== null && (
        <StandingForm
          key={opened.name}
          plan={map.plan}
          section={opened}
          summary={summaries[open] ?? noneLeft}
          choice={choice}
        />
      )}
      {opened && !opened.standing && (
        <SectionRows key={opened.name} map={map} mask={mask} section={opened} choice={choice} />
      )}
    </div>
  );
}

function SectionRows(props: { map: SeatMap; mask: Uint8Array | null; section: Section; choice: Choice }) {
  const { map, mask, section, choice } = props;
  const texts = useTexts(seatmap);
  const [open, setOpen] = useState<number | null>(null);
  const lines = map.plan.rows.slice(section.firstRow, section.endRow).map(({ label, first, count }, place): Line => {
    const number = section.firstRow + place;
    return { key: String(number), label, number, summary: summaryOf(map.plan, map.states, mask, first, count) };
  });
  const row = open === null ? undefined : map.plan.rows[open];
  const refused = choice.refusal?.seats[0];
  const refusedHere = refused !== undefined && map.plan.sections[rowOf(map.plan, refused).section] === section;
  return (
    <section className="flex flex-col gap-4">
      <h3 className="text-lg font-semibold">{texts.rows(section.name)}</h3>
      <Lines
        caption={texts.rows(section.name)}
        heading={texts.row}
        currency={map.plan.currency}
        lines={lines}
        open={open}
        onOpen={(number) => setOpen(number === open ? null : number)}
        opened={
          row && (
            <div className="flex flex-col gap-4">
              {choice.refusal && refusedHere && <RefusalNote map={map} choice={choice} refusal={choice.refusal} />}
              <RowSeats
                map={map}
                mask={mask}
                row={row}
                choice={choice}
                label={texts.seatsOf(section.name, row.label)}
              />
            </div>
          )
        }
      />
      {!row && choice.refusal && refusedHere && <RefusalNote map={map} choice={choice} refusal={choice.refusal} />}
    </section>
  );
}

type LinesProps = {
  caption: string;
  heading?: string;
  currency: string;
  lines: Line[];
  open: number | null;
  onOpen(number: number): void;
  /** What the open line shows below it. */
  opened?: ReactNode;
};

function Lines({ caption, heading = caption, currency, lines, open, onOpen, opened }: LinesProps) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const columns: Column<Line>[] = [
    {
      key: "name",
      header: heading,
      cell: ({ label, number }) => (
        <button
          type="button"
          aria-expanded={number === open}
          onClick={() => onOpen(number)}
          className="flex min-h-11 w-full items-center gap-2 text-left font-medium"
        >
          {number === open ? (
            <ChevronDown aria-hidden className="size-4" />
          ) : (
            <ChevronRight aria-hidden className="size-4" />
          )}
          {label}
        </button>
      ),
    },
    {
      key: "from",
      header: texts.from,
      numeric: true,
      cell: ({ summary: { from } }) => (from === null ? "–" : format.money(from, currency)),
    },
    {
      key: "left",
      header: texts.left,
      numeric: true,
      cell: ({ summary: { left } }) => (left === 0 ? texts.none : format.number(left)),
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={lines}
      rowKey={({ key }) => key}
      below={({ number }) => number === open && opened}
    />
  );
}
