"use client";

import { lazy, Suspense } from "react";
import { type Camera, type Size, toScreen } from "@/components/plan/model/camera";
import { noneLeft, type Summary } from "@/components/plan/model/filters";
import type { SectionLabel } from "@/components/plan/model/labels";
import { showingOf } from "@/components/plan/model/look";
import type { SeatMap } from "@/components/plan/model/map";
import { sectionOf } from "@/components/plan/model/plan";
import { Note } from "@/components/plan/Note";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { RefusalNote } from "./RefusalNote";
import type { Choice } from "./useChoice";
import { useSeatWords } from "./words";

// Few plans have standing places: the form comes when it is asked for.
const StandingForm = lazy(() => import("./StandingForm").then((module) => ({ default: module.StandingForm })));

type MapNotesProps = {
  map: SeatMap;
  camera: Camera;
  size: Size;
  cursor: number | null;
  /** What is pointed at while seats are too small for it: a section's words and middle. */
  section: SectionLabel | null;
  sectionAt: readonly [number, number] | null;
  /** The standing section that places are asked of. */
  floor: number | null;
  onFloorDone(): void;
  summaries: readonly Summary[];
  choice: Choice;
  onGo(seat: number): void;
};

/** What is said at a seat of the map: what it is, and why it was not held. */
export function MapNotes(props: MapNotesProps) {
  const { map, camera, size, cursor, section, sectionAt, floor, onFloorDone, summaries, choice, onGo } = props;
  const texts = useTexts(seatmap);
  const words = useSeatWords();
  const { refusal } = choice;
  const seat = refusal?.seats[0] ?? null;
  const asked = floor === null ? undefined : map.plan.sections[floor];
  const place = (at: number) => toScreen(camera, size, map.plan.x[at] ?? 0, map.plan.y[at] ?? 0);
  const gap = (map.plan.pitch * camera.scale) / 2 + 6;
  if (refusal && seat !== null)
    return (
      <Note at={place(seat)} gap={gap} size={size}>
        <RefusalNote map={map} choice={choice} refusal={refusal} onGo={onGo} />
      </Note>
    );
  if (asked && floor !== null)
    return (
      <Suspense fallback={null}>
        <Note at={toScreen(camera, size, ...asked.center)} gap={0} size={size}>
          <StandingForm
            key={asked.name}
            plan={map.plan}
            section={asked}
            summary={summaries[floor] ?? noneLeft}
            choice={choice}
            onDone={onFloorDone}
          />
        </Note>
      </Suspense>
    );
  if (section && sectionAt)
    return (
      <Note at={toScreen(camera, size, ...sectionAt)} gap={16} size={size} passive>
        <div aria-hidden className="rounded-lg bg-ink px-3 py-2 text-sm text-surface shadow-lg">
          <p className="font-semibold">{section.name}</p>
          <p>{section.note}</p>
        </div>
      </Note>
    );
  if (cursor === null || sectionOf(map.plan, cursor).standing) return null;
  return (
    <Note at={place(cursor)} gap={gap} size={size} passive>
      <div aria-hidden className="rounded-lg bg-ink px-3 py-2 text-sm text-surface shadow-lg">
        <p className="font-semibold">{words.name(map.plan, cursor)}</p>
        <p>
          {words.price(map.plan, cursor)} · {texts.state[showingOf(map, cursor, choice.mine)]}
        </p>
      </div>
    </Note>
  );
}
