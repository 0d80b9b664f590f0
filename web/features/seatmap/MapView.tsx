"use client";

import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { MapControls } from "@/components/plan/MapControls";
import { MiniMap } from "@/components/plan/MiniMap";
import type { Summary } from "@/components/plan/model/filters";
import { levelOf } from "@/components/plan/model/level";
import type { SeatMap } from "@/components/plan/model/map";
import { useCamera } from "@/components/plan/useCamera";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { MapNotes } from "./MapNotes";
import { usePicture } from "./pictures";
import type { Choice } from "./useChoice";
import { near, tappable, useHand } from "./useHand";

const bigPlan = 2000; // seats from which a small map says where one is

type MapViewProps = {
  map: SeatMap;
  version: number;
  mask: Uint8Array | null;
  summaries: readonly Summary[];
  choice: Choice;
  /** Seats to bring into sight, as the best that were found; a new list moves the map. */
  focus: readonly number[];
};

/** The map as a picture that answers to pointer, fingers and keys. */
export function MapView({ map, version, mask, summaries, choice, focus }: MapViewProps) {
  const texts = useTexts(seatmap);
  const format = useFormat();
  const help = useId();
  const box = useRef<HTMLDivElement>(null);
  const control = useCamera(box, map.plan);
  const { size, camera, now, move, glideTo, zoom, whole } = control;
  const [cursor, setCursor] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null); // a section, while seats are too small to be pointed at
  const [floor, setFloor] = useState<number | null>(null); // a standing section that places are asked of
  const hand = useHand(map, control, choice, { setCursor, setOver, setFloor });
  const { plan } = map;
  const Picture = usePicture(plan.seats);

  const labels = useMemo(
    () =>
      plan.sections.map(({ name }, number) => {
        const { left = 0, from = null } = summaries[number] ?? {};
        const price = from === null ? "" : format.money(from, plan.currency);
        return { name, note: left === 0 ? texts.soldOut : texts.leftNote(price, format.number(left)) };
      }),
    [plan, summaries, format, texts],
  );
  const offered = useMemo(() => new Set(choice.refusal?.offer?.seats ?? []), [choice.refusal]);
  const goTo = useCallback(
    (seat: number, least = now.current.camera.scale) =>
      glideTo({ x: plan.x[seat] ?? 0, y: plan.y[seat] ?? 0, scale: Math.max(least, near / plan.pitch) }),
    [glideTo, now, plan],
  );
  useEffect(() => {
    const [first] = focus;
    if (first === undefined) return;
    setCursor(first);
    goTo(first, 0);
  }, [focus, goTo]);

  const floorDone = () => {
    const first = floor === null ? -1 : plan.sections[floor]?.first;
    const find = (what: string) => box.current?.querySelector<HTMLElement | SVGElement>(what);
    (find(`[data-seat="${first}"]`) ?? find("[role=application]"))?.focus();
    setFloor(null);
  };

  return (
    <div ref={box} className="relative h-[60dvh] min-h-80 overflow-hidden rounded-lg border border-line bg-surface">
      {!Picture && <Skeleton className="absolute inset-0" />}
      {Picture && camera && size && (
        <Picture
          key={map.hash}
          {...{ map, version, mask, summaries, labels, choice, offered, control, camera, size, cursor, help, hand }}
          onCursor={setCursor}
          onGo={goTo}
          onFloor={setFloor}
        />
      )}
      <p id={help} className="sr-only">
        {texts.mapHelp}
      </p>
      {camera && plan.pitch * camera.scale < tappable && (
        <p
          aria-hidden
          className="pointer-events-none absolute top-2 left-2 max-w-[calc(100%-5rem)] rounded-lg bg-raised/90 px-2 py-1 text-sm text-muted"
        >
          {levelOf(plan, camera, size ?? now.current.size) === "sections" ? texts.tapSection : texts.zoomFirst}
        </p>
      )}
      <MapControls onIn={() => zoom(1.8)} onOut={() => zoom(1 / 1.8)} onWhole={whole} />
      {camera && size && plan.seats >= bigPlan && <MiniMap map={map} camera={camera} size={size} onMove={move} />}
      {camera && size && (
        <MapNotes
          map={map}
          camera={camera}
          size={size}
          cursor={cursor}
          section={over === null ? null : (labels[over] ?? null)}
          sectionAt={over === null ? null : (plan.sections[over]?.center ?? null)}
          floor={floor}
          onFloorDone={floorDone}
          summaries={summaries}
          choice={choice}
          onGo={goTo}
        />
      )}
    </div>
  );
}
