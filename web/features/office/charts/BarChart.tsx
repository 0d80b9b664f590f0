"use client";

import { type PointerEvent, useState } from "react";
import { axisFor, labelled } from "./scale";
import { useWidth } from "./useWidth";

export type Point = {
  key: string;
  values: readonly number[];
  /** Short, under the bar. */
  label: string;
};

/** How one value of each point is drawn. */
export type Layer = {
  key: string;
  /** Of the room that a point has, from 0 to 1. */
  width: number;
  className: string;
};

const oneLayer: readonly Layer[] = [{ key: "value", width: 0.72, className: "fill-accent" }];

type BarChartProps = {
  points: readonly Point[];
  /** One per value, the hindmost first: those before it have to be narrower. */
  layers?: readonly Layer[];
  /** A value on the axis. */
  tick: (value: number) => string;
  whole?: boolean;
  /** The bar under the pointer, if any. */
  onPoint: (index: number | null) => void;
};

const height = 200; // pixels, of all
const foot = 22; // for the labels
const head = 16; // for the topmost number
const perLetter = 6.8; // pixels that a letter on the axis takes
const perLabel = 72; // pixels that a label takes

/**
 * Bars over time. A picture for who sees it: its owner says in words what it shows, and has the same as a table. Pointing at a bar is a
 * convenience that the table does without.
 */
export function BarChart({ points, layers = oneLayer, tick, whole = false, onPoint }: BarChartProps) {
  const [element, width] = useWidth<SVGSVGElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const axis = axisFor(Math.max(0, ...points.flatMap(({ values }) => values)), whole);
  const floor = height - foot;
  const y = (value: number) => floor - ((floor - head) * value) / axis.end;
  const gutter = perLetter * Math.max(...axis.lines.map((line) => tick(line).length)) + 8;
  const step = (width - gutter) / Math.max(1, points.length);
  const x = (index: number) => gutter + index * step;
  const hasLabel = labelled(points.length, Math.floor((width - gutter) / perLabel));
  const point = (index: number | null) => {
    if (index === pointed) return;
    setPointed(index);
    onPoint(index);
  };
  const follow = (event: PointerEvent) => {
    const left = element.current?.getBoundingClientRect().left ?? 0;
    point(Math.min(points.length - 1, Math.max(0, Math.floor((event.clientX - left - gutter) / step))));
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
          <line x1={gutter} x2={width} y1={y(line)} y2={y(line)} className="stroke-line" />
          <text x="0" y={y(line) + 4} className="fill-muted tabular-nums">
            {tick(line)}
          </text>
        </g>
      ))}
      {points.map(({ key, values, label }, index) => (
        <g key={key}>
          {index === pointed && (
            <rect x={x(index)} y={head} width={step} height={floor - head} className="fill-sunken" />
          )}
          {layers.map((layer, which) => (
            <path
              key={layer.key}
              d={barPath(x(index + (1 - layer.width) / 2), layer.width * step, y(values[which] ?? 0), floor)}
              className={layer.className}
            />
          ))}
          {hasLabel(index) && (
            <text
              x={index === 0 ? gutter : x(index + 0.5)}
              y={height - 5}
              textAnchor={index === 0 ? "start" : "middle"}
              className="fill-muted"
            >
              {label}
            </text>
          )}
        </g>
      ))}
      <line x1={gutter} x2={width} y1={floor} y2={floor} className="stroke-line-strong" />
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
