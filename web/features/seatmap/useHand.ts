"use client";

import { type Dispatch, type SetStateAction, useCallback, useRef } from "react";
import { listen } from "@/components/plan/gestures";
import { toPlan } from "@/components/plan/model/camera";
import { nearest } from "@/components/plan/model/grid";
import { levelOf } from "@/components/plan/model/level";
import type { SeatMap } from "@/components/plan/model/map";
import { boundsOf, floorAt, outlineAt, sectionAt } from "@/components/plan/model/sectionAt";
import type { CameraControl } from "@/components/plan/useCamera";
import type { PictureProps } from "./picture";
import type { Choice } from "./useChoice";

/** A seat is held by a tap only from this size on; before, a tap comes nearer. */
export const tappable = 24;
/** Pixels between neighbours that coming nearer leads to. */
export const near = 32;
const pointable = 12; // pixels from which a seat is pointed at, and not its section

type Pointed = {
  setCursor: Dispatch<SetStateAction<number | null>>;
  setOver: Dispatch<SetStateAction<number | null>>;
  setFloor: Dispatch<SetStateAction<number | null>>;
};

/** What pointer and fingers do on a picture of the map, for its ref. */
export function useHand(map: SeatMap, control: CameraControl, choice: Choice, pointed: Pointed): PictureProps["hand"] {
  const { now, move, zoom, show } = control;
  const { setCursor, setOver, setFloor } = pointed;
  const { plan } = map;
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
      // A section as large as the picture would come no nearer.
      if ((target[2] - target[0]) * now.current.camera.scale < now.current.size.width * 0.6) return show(target);
    }
    zoom(Math.min(4, Math.max(2, near / pixels)), x, y);
  };
  const hover = (x: number, y: number) => {
    const at = toPlan(now.current.camera, now.current.size, x, y);
    const small = plan.pitch * now.current.camera.scale < pointable;
    const section = floorAt(plan, ...at) ?? (small ? sectionAt(plan, ...at) : null);
    setOver(section && plan.sections.indexOf(section));
    setCursor(small || section ? null : nearest(plan, map.grid, ...at, plan.pitch * 0.6));
  };
  const doubleTap = (x: number, y: number) => {
    if (plan.pitch * now.current.camera.scale < tappable) zoom(2, x, y);
  };
  const handlers = useRef({ tap, hover, doubleTap });
  handlers.current = { tap, hover, doubleTap };
  return useCallback(
    (element) =>
      element
        ? listen(element, {
            camera: () => now.current.camera,
            size: () => now.current.size,
            move,
            tap: (x, y) => handlers.current.tap(x, y),
            doubleTap: (x, y) => handlers.current.doubleTap(x, y),
            hover: (x, y) => handlers.current.hover(x, y),
            leave: () => {
              setCursor(null);
              setOver(null);
            },
          })
        : undefined,
    [now, move, setCursor, setOver],
  );
}
