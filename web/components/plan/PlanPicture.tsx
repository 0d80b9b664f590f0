"use client";

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { announce } from "@/components/ui/LiveRegion";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { plan as planTexts } from "@/lib/i18n/areas/plan";
import { colorsOf } from "./canvas/colors";
import { newPainter } from "./canvas/paint";
import { type Fills, paintFilled } from "./canvas/paintFilled";
import { useScheme } from "./canvas/useScheme";
import { Frame } from "./Frame";
import { listen } from "./gestures";
import { MapControls } from "./MapControls";
import { MiniMap } from "./MiniMap";
import { toPlan, toScreen } from "./model/camera";
import { summaryOf } from "./model/filters";
import { nearest } from "./model/grid";
import type { SectionLabel } from "./model/labels";
import type { SeatMap } from "./model/map";
import { step } from "./model/party";
import { pickAt, pickBetween, type Tool } from "./model/pick";
import { boundsOf, floorAt, outlineAt, sectionAt } from "./model/sectionAt";
import { Note } from "./Note";
import { useCamera } from "./useCamera";

const tappable = 24; // pixels from which one seat can be meant by a finger
const rowTappable = 10; // and a whole row
const near = 32; // pixels between neighbours that coming nearer leads to
const beside = 0.6; // distances of neighbours by which a frame between two seats is wider, so that curved rows are within
const bigPlan = 2000; // seats from which a small map says where one is
const none: ReadonlySet<number> = new Set();

export type PlanPictureProps = {
  map: SeatMap;
  /** Changes with the map's states. */
  version: number;
  /** Its name, and how it is used, for screen readers. */
  label: string;
  help: string;
  labels: readonly SectionLabel[];
  /** A seat in words, one line each. */
  say: (seat: number) => string[];
  /** Colours in the place of states. */
  fills?: Fills | null;
  chosen?: ReadonlySet<number>;
  ringed?: ReadonlySet<number>;
  /** What a tap, a drag and Enter take; without one the plan is only looked at. */
  tool?: Tool | null;
  onPick?: (seats: number[]) => void;
  className?: string;
};

type Point = [number, number];

/** A plan to look at and to choose seats on: by pointer, fingers and keys. */
export function PlanPicture(props: PlanPictureProps) {
  const { map, version, label, help, labels, say, fills = null, chosen = none, ringed = none, tool = null } = props;
  const { onPick, className } = props;
  const { plan } = map;
  const texts = useTexts(planTexts);
  const helpId = useId();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { size, camera, now, move, glideTo, zoom, show, whole } = useCamera(box, plan);
  const [cursor, setCursor] = useState<number | null>(null);
  const [corner, setCorner] = useState<number | null>(null); // of a frame that is drawn by keys
  const [frame, setFrame] = useState<[Point, Point] | null>(null); // in pixels, while it is drawn by a pointer
  const [over, setOver] = useState<number | null>(null); // a section, while seats are too small to be pointed at
  const [painter] = useState(newPainter);
  const scheme = useScheme();

  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what changes in place
  const summaries = useMemo(
    () => plan.sections.map(({ first, count }) => summaryOf(plan, map.states, null, first, count)),
    [plan, map, version],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and scheme stand for what changes in place
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || !size || !camera) return;
    const turn = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const look = { colors: colorsOf(element), font: getComputedStyle(element).fontFamily, ratio };
      const seats = { mine: chosen, asked: none, offered: ringed, cursor, mask: null };
      const scene = { map, camera, size, ...look, ...seats, summaries, labels };
      if (fills) paintFilled(context, scene, fills);
      else painter(context, scene);
    });
    return () => cancelAnimationFrame(turn);
  }, [map, version, camera, size, fills, chosen, ringed, cursor, labels, summaries, scheme, painter]);

  const pixels = () => plan.pitch * now.current.camera.scale;
  const seatAt = (x: number, y: number, reach: number) => {
    const at = toPlan(now.current.camera, now.current.size, x, y);
    return nearest(plan, map.grid, ...at, plan.pitch * reach) ?? floorAt(plan, ...at)?.first ?? null;
  };
  const under = (x: number, y: number) => sectionAt(plan, ...toPlan(now.current.camera, now.current.size, x, y));
  const comeNearer = (x: number, y: number) => {
    const at = toPlan(now.current.camera, now.current.size, x, y);
    const section = sectionAt(plan, ...at);
    const target = section && boundsOf(outlineAt(section, ...at), plan.pitch * 2);
    const wide = target ? (target[2] - target[0]) * now.current.camera.scale : Number.POSITIVE_INFINITY;
    if (target && wide < now.current.size.width * 0.6) return show(target);
    zoom(Math.min(4, Math.max(2, near / pixels())), x, y);
  };
  const tap = (x: number, y: number) => {
    if (!tool || !onPick) return pixels() < tappable ? comeNearer(x, y) : setCursor(seatAt(x, y, 0.7));
    if (tool === "section") {
      const seat = seatAt(x, y, 0.7) ?? under(x, y)?.first ?? null;
      if (seat !== null) onPick(pickAt(plan, tool, seat));
      return;
    }
    const floor = floorAt(plan, ...toPlan(now.current.camera, now.current.size, x, y));
    if (!floor && pixels() < (tool === "row" ? rowTappable : tappable)) return comeNearer(x, y);
    const seat = seatAt(x, y, 0.7);
    if (seat === null) return;
    setCursor(seat);
    onPick(pickAt(plan, tool, seat));
  };

  const handlers = useRef({
    tap,
    hover: (_x: number, _y: number) => {},
    framing: (): boolean => false,
    done: (_a: Point, _b: Point) => {},
  });
  handlers.current = {
    tap,
    hover(x, y) {
      const small = pixels() < 12;
      const section = small ? under(x, y) : null;
      setOver(section && plan.sections.indexOf(section));
      setCursor(small ? null : seatAt(x, y, 0.6));
    },
    framing: () => tool === "frame" && onPick !== undefined,
    done(a, b) {
      setFrame(null);
      const point = ([x, y]: Point) => toPlan(now.current.camera, now.current.size, x, y);
      onPick?.(pickBetween(plan, map.grid, point(a), point(b)));
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
      frame: {
        wanted: () => handlers.current.framing(),
        draw: (from, to) => setFrame([from, to]),
        done: (from, to) => handlers.current.done(from, to),
        drop: () => setFrame(null),
      },
    });
  }, [now, move, zoom, plan]);

  const enter = (seat: number) => {
    if (!tool || !onPick) return;
    if (tool !== "frame") return onPick(pickAt(plan, tool, seat));
    if (corner === null) {
      setCorner(seat);
      announce(texts.corner);
      return;
    }
    const place = (at: number): Point => [plan.x[at] ?? 0, plan.y[at] ?? 0];
    onPick(pickBetween(plan, map.grid, place(corner), place(seat), plan.pitch * beside));
    setCorner(null);
  };
  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the page's own keys
    if (key === "+" || key === "=") zoom(1.6);
    else if (key === "-") zoom(1 / 1.6);
    else if (key === "0" || key === "Home") whole();
    else if (key === "Escape" && corner !== null) setCorner(null);
    else if (key === "Enter" || key === " ") {
      if (cursor !== null) enter(cursor);
    } else if (key.startsWith("Arrow") || key.startsWith("Page")) {
      const middle = nearest(plan, map.grid, now.current.camera.x, now.current.camera.y, plan.pitch * 8) ?? 0;
      const next = cursor === null ? middle : step(plan, cursor, key);
      setCursor(next);
      const scale = Math.max(now.current.camera.scale, near / plan.pitch);
      glideTo({ x: plan.x[next] ?? 0, y: plan.y[next] ?? 0, scale });
      announce(say(next).join(", "));
    } else return;
    event.preventDefault();
  };

  const place = (at: number): Point =>
    camera && size ? toScreen(camera, size, plan.x[at] ?? 0, plan.y[at] ?? 0) : [0, 0];
  const section = over === null ? undefined : plan.sections[over];
  return (
    <div
      ref={box}
      className={classes(
        "relative h-[60dvh] min-h-80 overflow-hidden rounded-lg border border-line bg-surface",
        className,
      )}
    >
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys, as its help says; forms beside it do the same
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-describedby={helpId}
        onKeyDown={press}
        className="absolute inset-0 outline-offset-[-3px]"
      >
        <canvas
          ref={canvas}
          className={classes(
            "size-full touch-none",
            tool === "frame" ? "cursor-crosshair" : tool ? "cursor-pointer" : "cursor-grab active:cursor-grabbing",
          )}
        />
      </div>
      <p id={helpId} className="sr-only">
        {help}
      </p>
      {frame && size && <Frame from={frame[0]} to={frame[1]} size={size} />}
      {corner !== null && cursor !== null && camera && size && (
        <Frame from={place(corner)} to={place(cursor)} size={size} margin={plan.pitch * beside * camera.scale} />
      )}
      <MapControls onIn={() => zoom(1.8)} onOut={() => zoom(1 / 1.8)} onWhole={whole} />
      {camera && size && plan.seats >= bigPlan && <MiniMap map={map} camera={camera} size={size} onMove={move} />}
      {camera && size && cursor !== null && !frame && (
        <Note at={place(cursor)} gap={(plan.pitch * camera.scale) / 2 + 6} size={size} passive>
          <Words lines={say(cursor)} />
        </Note>
      )}
      {camera && size && section && over !== null && labels[over] && !frame && (
        <Note at={toScreen(camera, size, ...section.center)} gap={24} size={size} passive>
          <Words lines={[labels[over].name, labels[over].note]} />
        </Note>
      )}
    </div>
  );
}

function Words({ lines: [first, ...rest] }: { lines: string[] }) {
  return (
    <div aria-hidden className="rounded-lg bg-ink px-3 py-2 text-sm text-surface shadow-lg">
      <p className="font-semibold">{first}</p>
      {rest.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
