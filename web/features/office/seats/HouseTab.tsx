"use client";

import { useMemo, useState } from "react";
import type { SeatMap } from "@/components/plan/model/map";
import type { Tool } from "@/components/plan/model/pick";
import { findSeat, priceOf } from "@/components/plan/model/plan";
import { available } from "@/components/plan/model/states";
import { PlanPicture } from "@/components/plan/PlanPicture";
import { announce } from "@/components/ui/LiveRegion";
import { useCursor } from "@/lib/api";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { officeSeats } from "@/lib/i18n/areas/office-seats";
import type { OfficeEvent } from "../events/event";
import { HoldForm } from "./HoldForm";
import { HouseList } from "./HouseList";
import { toggle } from "./houseForm";
import { ListPicker } from "./ListPicker";
import { useHouse } from "./queries";
import { ToolBar } from "./ToolBar";
import { useHold } from "./useHouseDeeds";
import { useSeatWords } from "./useSeatWords";

type HouseTabProps = { event: OfficeEvent; map: SeatMap; version: number; manager: boolean };

/** Keeps seats for the house: choosing them, for whom and until when, and what is kept. */
export function HouseTab({ event, map, version, manager }: HouseTabProps) {
  const texts = useTexts(officeSeats);
  const own = texts.house;
  const format = useFormat();
  const words = useSeatWords();
  const cursor = useCursor();
  const house = useHouse(event.id, cursor.current);
  const hold = useHold(event.id, map);
  const [tool, setTool] = useState<Tool>("seat");
  const [choice, setChoice] = useState<ReadonlySet<number>>(new Set());
  const { plan } = map;
  const labels = useMemo(() => words.sections(plan), [words, plan]);
  // What somebody takes meanwhile leaves the choice.
  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what changes in place
  const chosen = useMemo(
    () => new Set([...choice].filter((seat) => map.states[seat] === available)),
    [choice, map, version],
  );
  const ringed = useMemo(() => {
    const seats = house.data?.items.map((seat) => findSeat(plan, seat.sectionCode, seat.row, seat.seat)) ?? [];
    return new Set(seats.filter((seat) => seat !== null));
  }, [house.data, plan]);

  const take = (seats: number[]) => {
    const next = toggle(chosen, seats, map.states);
    hold.reset();
    setChoice(next);
    const free = seats.some((seat) => map.states[seat] === available);
    announce(free ? own.chosen(next.size, format.number(next.size)) : own.noFree);
  };
  const submit = (note: string, until: string | null, done: () => void) =>
    hold.mutate(
      { seats: [...chosen], note, until },
      {
        onSuccess() {
          setChoice(new Set());
          cursor.reset();
          done();
        },
      },
    );
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-prose text-pretty text-muted">{own.lead}</p>
      <div className={manager ? "grid gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]" : ""}>
        <div className="flex min-w-0 flex-col gap-3">
          {manager && <ToolBar tool={tool} onTool={setTool} />}
          <PlanPicture
            map={map}
            version={version}
            label={texts.plan.label}
            help={manager ? texts.plan.help : texts.plan.look}
            labels={labels}
            chosen={chosen}
            ringed={ringed}
            say={(seat) => [
              words.name(plan, seat),
              `${format.money(priceOf(plan, seat), plan.currency)}, ${words.state(map, seat)}`,
            ]}
            tool={manager ? tool : null}
            onPick={take}
          />
          <p className="text-sm text-muted">{own.ringed}</p>
        </div>
        {manager && (
          <div>
            <HoldForm
              seats={chosen.size}
              timeZone={event.timeZone}
              hold={hold}
              onHold={submit}
              onClear={() => setChoice(new Set())}
            />
          </div>
        )}
      </div>
      {manager && (
        <ListPicker
          plan={plan}
          action={(seats) => {
            const free = seats.filter((seat) => map.states[seat] === available).length;
            return free === 0 ? own.noFree : own.choose(free, format.number(free));
          }}
          onPick={take}
        />
      )}
      <HouseList event={event} house={house} cursor={cursor} manager={manager} />
    </div>
  );
}
