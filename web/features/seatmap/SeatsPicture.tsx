"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  startTransition,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { seatWidth } from "@/components/plan/marks";
import { toScreen } from "@/components/plan/model/camera";
import { nearest } from "@/components/plan/model/grid";
import { marginOf } from "@/components/plan/model/labels";
import { levelOf, numbersFrom, rowLabelsFrom } from "@/components/plan/model/level";
import { step } from "@/components/plan/model/party";
import { rowOf, sectionOf } from "@/components/plan/model/plan";
import { Areas } from "@/components/plan/svg/Areas";
import { Grounds } from "@/components/plan/svg/Grounds";
import { Lines } from "@/components/plan/svg/Lines";
import { Ring } from "@/components/plan/svg/Ring";
import { RowLabels } from "@/components/plan/svg/RowLabels";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { Floors } from "./Floors";
import { isStep, type PictureProps, zoomByKey } from "./picture";
import { SeatLayer } from "./SeatLayer";

const seatsAtOnce = 40;

/** A plan of not too many seats, each of which is a button: what reads or searches the page finds them. One stop of the Tab key; keys go on from there. */
export function SeatsPicture(props: PictureProps) {
  const { map, version, mask, summaries, labels, choice, offered, control, camera, size, cursor, help, hand } = props;
  const { onCursor, onGo, onFloor } = props;
  const texts = useTexts(seatmap);
  const { plan } = map;
  const [stop, setStop] = useState(() => nearest(plan, map.grid, camera.x, camera.y, plan.pitch * 8) ?? 0);
  const [seated, setSeated] = useState(0); // seats that are there
  // They come after the plan, some at a time: a phone that makes hundreds of them at once answers nobody meanwhile.
  useEffect(() => {
    if (seated < plan.seats) startTransition(() => setSeated(seated + seatsAtOnce));
  }, [seated, plan]);
  const [focused, setFocused] = useState<number | null>(null); // by keys
  const overview = levelOf(plan, camera, size) === "sections";
  const pixels = plan.pitch * camera.scale;

  const act = (seat: number) => {
    const { section } = rowOf(plan, seat);
    if (plan.sections[section]?.standing) onFloor(section);
    else void choice.tap(seat);
  };
  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the page's own keys
    const at = seatOf(event.target) ?? stop;
    if (key === "Enter" || key === " ") {
      if (!event.repeat) act(at);
    } else if (isStep(key)) {
      const next = step(plan, at, key);
      const { standing, first } = sectionOf(plan, next);
      const element = event.currentTarget.querySelector<SVGElement>(`[data-seat="${standing ? first : next}"]`);
      element?.focus({ preventScroll: true }); // the camera brings it into sight
    } else if (!zoomByKey(key, control)) return;
    event.preventDefault();
  };
  // Screen readers press buttons without a pointer. What a pointer does is told by its gestures, which know a tap from a drag.
  const click = (event: MouseEvent) => {
    const seat = seatOf(event.target);
    if (event.detail === 0 && seat !== null) act(seat);
  };
  const enter = (event: FocusEvent) => {
    const seat = seatOf(event.target);
    if (seat === null) return;
    setStop(seat);
    if (!event.target.matches(":focus-visible")) return;
    setFocused(seat);
    onCursor(seat);
    onGo(seat);
  };
  const leave = () => {
    setFocused(null);
    onCursor(null);
  };

  // Moved as a whole by the style, which script may set: an attribute would have the browser lay out every seat again.
  const world = useRef<HTMLDivElement>(null);
  const [left, top, right, bottom] = plan.bounds;
  const unit = seatWidth / plan.pitch; // of a step, where seats are drawn
  useLayoutEffect(() => {
    const [x, y] = toScreen(camera, size, left, top);
    if (world.current) world.current.style.transform = `translate(${x}px, ${y}px) scale(${camera.scale / unit})`;
  }, [camera, size, left, top, unit]);
  const [width, height] = [(right - left) * unit || 1, (bottom - top) * unit || 1];
  const pixel = 1 / camera.scale;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      ref={hand}
      role="group"
      aria-label={texts.mapLabel}
      aria-describedby={help}
      onKeyDown={press}
      onClick={click}
      onFocus={enter}
      onBlur={leave}
      className="absolute inset-0 cursor-grab touch-none overflow-clip select-none active:cursor-grabbing"
    >
      <div ref={world} className="absolute top-0 left-0 origin-top-left">
        <svg
          role="presentation"
          width={width}
          height={height}
          viewBox={`${left * unit} ${top * unit} ${width} ${height}`}
          className="block max-w-none overflow-visible"
        >
          <g transform={`scale(${unit})`}>
            <g strokeWidth={pixel}>
              <Areas areas={plan.areas} />
            </g>
            <g strokeWidth={marginOf(plan, { standing: false }) + 2 * pixel}>
              <Grounds plan={plan} summaries={summaries} overview={overview} />
            </g>
            <g strokeWidth={2 * pixel}>
              <Floors plan={plan} summaries={summaries} labels={labels} stop={stop} />
            </g>
            {pixels >= rowLabelsFrom && <RowLabels plan={plan} />}
          </g>
          <g
            // Numbers without colour rather than none: to make and lay them all out takes too long on the way.
            className={classes(
              "font-medium",
              pixels < numbersFrom ? "fill-transparent" : "fill-raised",
              overview && "opacity-0",
            )}
            fontSize={seatWidth * 0.34}
            textAnchor="middle"
            dominantBaseline="central"
            textRendering="geometricPrecision"
          >
            {seated > 0 && (
              <SeatLayer
                seated={seated}
                map={map}
                version={version}
                mask={mask}
                mine={choice.mine}
                asked={choice.asked}
                offered={offered}
                selling={choice.selling}
                stop={stop}
              />
            )}
          </g>
          <g transform={`scale(${unit})`}>
            {cursor !== null && cursor !== focused && <Ring plan={plan} seat={cursor} pixel={pixel} />}
            {focused !== null && <Ring plan={plan} seat={focused} pixel={pixel} strong />}
          </g>
        </svg>
      </div>
      <svg role="presentation" width={size.width} height={size.height} className="pointer-events-none absolute inset-0">
        <Lines plan={plan} camera={camera} size={size} summaries={summaries} labels={labels} overview={overview} />
      </svg>
    </div>
  );
}

function seatOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest("[data-seat]") : null;
  return element ? Number(element.getAttribute("data-seat")) : null;
}
