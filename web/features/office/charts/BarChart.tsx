"use client";

import { type PointerEvent, useState } from "react";
import { classes } from "@/lib/classes";
import { axisFor, labelled } from "./scale";
import { useWidth } from "./useWidth";

export type Point = { key: string; value: number /** Short, under the bar. */; label: string };

type BarChartProps = {
  points: readonly Point[];
  /** A value on the axis. */
  tick: (value: number) => string;
  whole?: boolean;
  /** The bar under the pointer, if any. */
  onPoint: (index: number | null) => void;
};

const height = 200; // pixels, of all
const foot = 22; // for the labels
const head = 16; // for the topmost number
const perLabel = 64; // pixels that a label takes

/**
 * Bars over time. A picture for who sees it: its owner says in words what it shows, and has the same as a table. Pointing at a bar is a
 * convenience that the table does without.
 */
export function BarChart({ points, tick, whole = false, onPoint }: BarChartProps) {
  const [element, width] = useWidth<SVGSVGElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const axis = axisFor(Math.max(0, ...points.map(({ value }) => value)), whole);
  const floor = height - foot;
  const y = (value: number) => floor - ((floor - head) * value) / axis.end;
  const step = width / Math.max(1, points.length);
  const hasLabel = labelled(points.length, Math.floor(width / perLabel));
  const point = (index: number | null) => {
    if (index === pointed) return;
    setPointed(index);
    onPoint(index);
  };
  const follow = (event: PointerEvent) => {
    const left = element.current?.getBoundingClientRect().left ?? 0;
    point(Math.min(points.length - 1, Math.max(0, Math.floor((event.clientX - left) / step))));
  };
  return (
    <svg
      ref={element}
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      className="h-50 w-full touch-pan-y overflow-visible text-xs"
      onPointerMove={follow}
      onPointerDown={follow}
      onPointerLeave={() => point(null)}
    >
      {axis.lines.map((line) => (
        <g key={line}>
          <line x1="0" x2={width} y1={y(line)} y2={y(line)} className="stroke-line" />
          <text x="0" y={y(line) - 4} className="fill-muted tabular-nums">
            {tick(line)}
          </text>
        </g>
      ))}
      {points.map(({ key, value, label }, index) => (
        <g key={key}>
          <path
            d={barPath(index * step + step * 0.14, step * 0.72, y(value), floor)}
            className={classes(index === pointed ? "fill-accent-strong" : "fill-accent")}
          />
          {hasLabel(index) && (
            <text
              x={index === 0 ? 0 : (index + 0.5) * step}
              y={height - 5}
              textAnchor={index === 0 ? "start" : "middle"}
              className="fill-muted"
            >
              {label}
            </text>
          )}
        </g>
      ))}
      <line x1="0" x2={width} y1={floor} y2={floor} className="stroke-line-strong" />
    </svg>
  );
}

/** A bar with rounded shoulders that stands on the floor; nothing for nothing. */
function barPath(x: number, width: number, top: number, floor: number): string {
  const tall = floor - top;
  if (tall <= 0) return "";
  const round = Math.min(3, width / 2, tall);
  return `M${x} ${floor}V${top + round}q0 ${-round} ${round} ${-round}h${width - 2 * round}q${round} 0 ${round} ${round}V${floor}Z`;
}
