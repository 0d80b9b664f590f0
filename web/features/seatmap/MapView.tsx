"use client";

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { colorsOf } from "@/components/plan/canvas/colors";
import { listen } from "@/components/plan/canvas/gestures";
import { levelOf, newPainter } from "@/components/plan/canvas/paint";
import { useCamera } from "@/components/plan/canvas/useCamera";
import { useScheme } from "@/components/plan/canvas/useScheme";
import { MapControls } from "@/components/plan/MapControls";
import { MiniMap } from "@/components/plan/MiniMap";
import { toPlan } from "@/components/plan/model/camera";
import type { Summary } from "@/components/plan/model/filters";
import { nearest } from "@/components/plan/model/grid";
import type { SeatMap } from "@/components/plan/model/map";
import { step } from "@/components/plan/model/party";
import { rowOf } from "@/components/plan/model/plan";
import { boundsOf, floorAt, outlineAt, sectionAt } from "@/components/plan/model/sectionAt";
import { announce } from "@/components/ui/LiveRegion";
import { useFormat } from "@/lib/format";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { MapNotes } from "./MapNotes";
import type { Choice } from "./useChoice";
import { useSeatWords } from "./words";

/** A seat is held by a tap only from this size on; before, a tap comes nearer. */
export const tappable = 24;
const near = 32; // pixels between neighbours that coming nearer leads to
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
  const words = useSeatWords();
  const help = useId();
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const control = useCamera(box, map.plan);
  const { size, camera, now, move, glideTo, zoom, show, whole } = control;
  const [cursor, setCursor] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null); // a section, while seats are too small to be pointed at
  const [floor, setFloor] = useState<number | null>(null); // a standing section that places are asked of
  const [painter] = useState(newPainter);
  const scheme = useScheme();
  const { plan } = map;

  const labels = useMemo(
    () =>
      plan.sections.map(({ name }, number) => {
        const { left = 0, from = null } = summaries[number] ?? {};
        const price = from === null ? "" : format.money(from, plan.currency);
        return { name, note: left === 0 ? texts.soldOut : texts.leftNote(price, format.number(left)) };
      }),
    [plan, summaries, format, texts],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and scheme stand for what changes in place
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !size || !camera) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const font = getComputedStyle(element).fontFamily;
      const offered = new Set(choice.refusal?.offer?.seats ?? []);
      const scene = {
        map,
        camera,
        size,
        ratio,
        colors: colorsOf(element),
        font,
        mask,
        cursor,
        summaries,
        labels,
        offered,
      };
      painter(context, { ...scene, mine: choice.mine, asked: choice.asked });
    });
    return () => cancelAnimationFrame(frame);
  }, [map, version, camera, size, mask, choice.mine, choice.asked, choice.refusal, cursor, labels, scheme, painter]);

  const goTo = (seat: number) =>
    glideTo({
      x: plan.x[seat] ?? 0,
      y: plan.y[seat] ?? 0,
      scale: Math.max(now.current.camera.scale, near / plan.pitch),
    });
  const tap = (x: number, y: number) => {
    const at = toPlan(now.current.camera, now.current.size, x, y);
    const floor = floorAt(plan, ...at);
    setFloor(floor && plan.sections.indexOf(floor));
    if (floor) return setCursor(floor.first);
    const pixels = plan.pitch * now.current.camera.scale;
    const seat = nearest(plan, map.grid, ...at, plan.pitch * 0.7);
    if (pixels >= tappable) {
      if (seat === null) return;
      setCursor(seat);
      void choice.tap(seat);
      return;
    }
    const section = levelOf(plan, now.current.camera, now.current.size) === "sections" ? sectionAt(plan, ...at) : null;
    if (section) {
      const target = boundsOf(outlineAt(section, ...at), plan.pitch * 2);
      // A section as large as the canvas would come no nearer.
      if ((target[2] - target[0]) * now.current.camera.scale < now.current.size.width * 0.6) return show(target);
    }
    zoom(Math.min(4, Math.max(2, near / pixels)), x, y);
  };

  const handlers = useRef({ tap, hover: (_x: number, _y: number) => {} });
  handlers.current = {
    tap,
    hover(x, y) {
      const at = toPlan(now.current.camera, now.current.size, x, y);
      const small = plan.pitch * now.current.camera.scale < 12;
      const section = floorAt(plan, ...at) ?? (small ? sectionAt(plan, ...at) : null);
      setOver(section && plan.sections.indexOf(section));
      if (small || section) return setCursor(null);
      setCursor(nearest(plan, map.grid, ...at, plan.pitch * 0.6));
    },
  };
  useEffect(() => {
    if (!canvas.current) return;
    return listen(canvas.current, {
      camera: () => now.current.camera,
      size: () => now.current.size,
      move,
      tap: (x, y) => handlers.current.tap(x, y),
      doubleTap: (x, y) => {
        if (now.current.camera.scale * plan.pitch < tappable) zoom(2, x, y);
      },
      hover: (x, y) => handlers.current.hover(x, y),
      leave: () => {
        setCursor(null);
        setOver(null);
      },
    });
  }, [now, move, zoom, plan]);

  useEffect(() => {
    const [first] = focus;
    if (first === undefined) return;
    setCursor(first);
    glideTo({ x: plan.x[first] ?? 0, y: plan.y[first] ?? 0, scale: near / plan.pitch });
  }, [focus, glideTo, plan]);

  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === "+" || key === "=") zoom(1.6);
    else if (key === "-") zoom(1 / 1.6);
    else if (key === "0" || key === "Home") whole();
    else if (key === "Enter" || key === " ") {
      if (cursor === null) return;
      const { section } = rowOf(plan, cursor);
      if (plan.sections[section]?.standing) setFloor(section);
      else void choice.tap(cursor);
    } else if (key.startsWith("Arrow") || key.startsWith("Page")) {
      const middle = nearest(plan, map.grid, now.current.camera.x, now.current.camera.y, plan.pitch * 8) ?? 0;
      const next = cursor === null ? middle : step(plan, cursor, key);
      setCursor(next);
      goTo(next);
      const { section } = rowOf(plan, next);
      const label = plan.sections[section]?.standing ? labels[section] : undefined;
      announce(label ? `${label.name}, ${texts.standing}, ${label.note}` : words.full(map, next, choice.mine));
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={box} className="relative h-[60dvh] min-h-80 overflow-hidden rounded-lg border border-line bg-surface">
      <div
        ref={picture}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys, as its help says; the list is its twin
        tabIndex={0}
        role="application"
        aria-label={texts.mapLabel}
        aria-describedby={help}
        onKeyDown={press}
        className="absolute inset-0 outline-offset-[-3px]"
      >
        <canvas ref={canvas} className="size-full cursor-grab touch-none active:cursor-grabbing" />
      </div>
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
          onFloorDone={() => {
            setFloor(null);
            picture.current?.focus();
          }}
          summaries={summaries}
          choice={choice}
          onGo={goTo}
        />
      )}
    </div>
  );
}
