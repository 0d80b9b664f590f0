"use client";

import { memo } from "react";
import { showingOf } from "@/components/plan/model/look";
import type { SeatMap } from "@/components/plan/model/map";
import type { Section } from "@/components/plan/model/plan";
import { SeatShape } from "./SeatShape";
import { useSeatWords } from "./words";

type SeatLayerProps = {
  map: SeatMap;
  /** How many seats of the plan are shown so far. */
  seated: number;
  /** Rises with every change of the map's states, which change in place. */
  version: number;
  mask: Uint8Array | null;
  mine: ReadonlySet<number>;
  asked: ReadonlySet<number>;
  offered: ReadonlySet<number>;
  selling: boolean;
  stop: number;
};

/** All seats that have a place of their own, drawn where seats are `seatWidth` wide. It knows nothing of the camera: moving the plan renders no seat. */
export const SeatLayer = memo(function SeatLayer({
  map,
  seated,
  mask,
  mine,
  asked,
  offered,
  selling,
  stop,
}: SeatLayerProps) {
  const { plan } = map;
  const words = useSeatWords();
  const shape = (seat: number) => {
    const showing = showingOf(map, seat, mine);
    return (
      <SeatShape
        key={seat}
        plan={plan}
        seat={seat}
        showing={showing}
        asked={showing !== "mine" && asked.has(seat)}
        dim={mask !== null && !mask[seat] && showing !== "mine"}
        offered={offered.has(seat)}
        selling={selling}
        stop={seat === stop}
        words={words}
      />
    );
  };
  return plan.sections.filter(({ standing }) => !standing).map((section) => seatsOf(section, seated).map(shape));
});

function seatsOf({ first, count }: Section, end: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(count, end - first)) }, (_, place) => first + place);
}
