"use client";

import type { MouseEvent } from "react";
import { useTexts } from "@/lib/i18n";
import { plan as planTexts } from "@/lib/i18n/areas/plan";
import { type Camera, framing, type Size, toPlan } from "./model/camera";
import type { SeatMap } from "./model/map";

const small: Size = { width: 120, height: 96 };

type MiniMapProps = { map: SeatMap; camera: Camera; size: Size; onMove(camera: Camera): void };

/** The whole plan, small, with the part in sight; a tap goes there. Only while less than the whole is in sight. */
export function MiniMap({ map, camera, size, onMove }: MiniMapProps) {
  const texts = useTexts(planTexts);
  const { plan } = map;
  const all = framing(plan.bounds, small, 4);
  if (camera.scale < framing(plan.bounds, size).scale * 1.3) return null;
  const [width, height] = [size.width / camera.scale, size.height / camera.scale];
  const left = all.x - small.width / 2 / all.scale;
  const top = all.y - small.height / 2 / all.scale;
  const go = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = toPlan(all, small, event.clientX - box.left, event.clientY - box.top);
    onMove({ ...camera, x, y });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys move the map itself
    <svg
      role="img"
      aria-label={texts.overview}
      onClick={go}
      width={small.width}
      height={small.height}
      viewBox={`${left} ${top} ${small.width / all.scale} ${small.height / all.scale}`}
      className="absolute bottom-2 left-2 cursor-pointer rounded-lg border border-line-strong bg-raised"
    >
      {plan.sections
        .flatMap(({ outlines }) => outlines.map((outline) => outline.join(" ")))
        .map((points) => (
          <polygon key={points} points={points} className="fill-line-strong" />
        ))}
      <rect
        x={camera.x - width / 2}
        y={camera.y - height / 2}
        width={width}
        height={height}
        strokeWidth={2 / all.scale}
        className="fill-accent/20 stroke-accent"
      />
    </svg>
  );
}
