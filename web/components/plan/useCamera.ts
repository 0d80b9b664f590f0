"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { type Bounds, type Camera, clamp, framing, type Size, zoomAt } from "./model/camera";
import type { Plan } from "./model/plan";

const glide = 220; // milliseconds of a move that the reader did not make by hand

/** The camera over a picture of the box's size. */
export function useCamera(box: RefObject<HTMLElement | null>, plan: Plan) {
  const [size, setSize] = useState<Size | null>(null);
  const [camera, setCamera] = useState<Camera | null>(null);
  const now = useRef<{ size: Size; camera: Camera }>({
    size: { width: 1, height: 1 },
    camera: { x: 0, y: 0, scale: 1 },
  });
  const frame = useRef(0);

  const move = useCallback(
    (next: Camera) => {
      cancelAnimationFrame(frame.current);
      now.current.camera = clamp(next, plan.bounds, now.current.size, plan.pitch);
      setCamera(now.current.camera);
    },
    [plan],
  );

  /** Goes there smoothly, or at once for readers who want no motion. */
  const glideTo = useCallback(
    (next: Camera) => {
      const from = now.current.camera;
      const to = clamp(next, plan.bounds, now.current.size, plan.pitch);
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return move(to);
      const began = performance.now();
      const step = (time: number) => {
        const share = Math.min(1, Math.max(0, (time - began) / glide));
        const eased = 1 - (1 - share) ** 3;
        const between = (a: number, b: number) => a + (b - a) * eased;
        const scale = from.scale * (to.scale / from.scale) ** eased;
        move({ x: between(from.x, to.x), y: between(from.y, to.y), scale });
        if (share < 1) frame.current = requestAnimationFrame(step);
      };
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(step);
    },
    [move, plan],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      if (next.width === 0 || next.height === 0) return;
      const { size: before, camera } = now.current;
      // Who sees the whole plan goes on seeing it: a phone that is turned, a window that is made smaller.
      const whole = before.width === 1 || camera.scale <= framing(plan.bounds, before).scale * 1.01;
      now.current.size = next;
      setSize(next);
      move(whole ? framing(plan.bounds, next) : camera);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box, plan, move]);

  const zoom = useCallback(
    (factor: number, x = now.current.size.width / 2, y = now.current.size.height / 2) =>
      glideTo(zoomAt(now.current.camera, now.current.size, x, y, now.current.camera.scale * factor)),
    [glideTo],
  );
  const show = useCallback((bounds: Bounds) => glideTo(framing(bounds, now.current.size)), [glideTo]);
  const whole = useCallback(() => show(plan.bounds), [show, plan]);
  return { size, camera, now, move, glideTo, zoom, show, whole };
}

export type CameraControl = ReturnType<typeof useCamera>;
