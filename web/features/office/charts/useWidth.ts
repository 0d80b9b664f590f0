"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

const assumed = 640; // pixels, until it is measured

/** The width of an element, in pixels: charts draw to it, so that their letters keep their size. */
export function useWidth<E extends Element>(): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(assumed);
  useEffect(() => {
    if (!element.current || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
  return [element, width];
}
