"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { colorsOf } from "@/components/plan/canvas/colors";
import { newPainter } from "@/components/plan/canvas/paint";
import { useScheme } from "@/components/plan/canvas/useScheme";
import { nearest } from "@/components/plan/model/grid";
import { step } from "@/components/plan/model/party";
import { rowOf } from "@/components/plan/model/plan";
import { announce } from "@/components/ui/LiveRegion";
import { useTexts } from "@/lib/i18n";
import { seatmap } from "@/lib/i18n/areas/seatmap";
import { isStep, type PictureProps, zoomByKey } from "./picture";
import { useSeatWords } from "./words";

/** Any number of seats as one picture that answers to keys: what they lead to is read out. */
export function CanvasPicture(props: PictureProps) {
  const { map, version, mask, summaries, labels, choice, offered, control, camera, size, cursor, help, hand } = props;
  const { onCursor, onGo, onFloor } = props;
  const texts = useTexts(seatmap);
  const words = useSeatWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [painter] = useState(newPainter);
  const scheme = useScheme();
  const { plan } = map;
  const { mine, asked } = choice;

  // biome-ignore lint/correctness/useExhaustiveDependencies: version and scheme stand for what changes in place
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const look = { ratio, colors: colorsOf(element), font: getComputedStyle(element).fontFamily };
      painter(context, { map, camera, size, ...look, mask, cursor, summaries, labels, offered, mine, asked });
    });
    return () => cancelAnimationFrame(frame);
  }, [map, version, camera, size, mask, mine, asked, offered, cursor, labels, scheme, painter]);

  const press = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return; // the page's own keys
    if (key === "Enter" || key === " ") {
      if (cursor === null) return;
      const { section } = rowOf(plan, cursor);
      if (plan.sections[section]?.standing) onFloor(section);
      else void choice.tap(cursor);
    } else if (isStep(key)) {
      const { x, y } = control.now.current.camera;
      const next = cursor === null ? (nearest(plan, map.grid, x, y, plan.pitch * 8) ?? 0) : step(plan, cursor, key);
      onCursor(next);
      onGo(next);
      const { section } = rowOf(plan, next);
      const label = plan.sections[section]?.standing ? labels[section] : undefined;
      announce(label ? words.floor(label) : words.full(map, next, mine));
    } else if (!zoomByKey(key, control)) return;
    event.preventDefault();
  };

  return (
    <div
      ref={hand}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes keys, as its help says; the list is its twin
      tabIndex={0}
      role="application"
      aria-label={texts.mapLabel}
      aria-describedby={help}
      onKeyDown={press}
      className="absolute inset-0 cursor-grab touch-none outline-offset-[-3px] active:cursor-grabbing"
    >
      <canvas ref={canvas} className="size-full" />
    </div>
  );
}
