"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Size } from "./model/camera";

type NoteProps = { at: [number, number]; gap: number; size: Size; passive?: boolean; children: ReactNode };

// Set by script and not in the markup: the page's policy knows no inline styles.
/** Something said at a point of the plan, within its picture. A passive one takes no taps. */
export function Note({ at: [x, y], gap, size, passive = false, children }: NoteProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const left = Math.min(size.width - element.offsetWidth - 8, Math.max(8, x - element.offsetWidth / 2));
    const above = y - gap - element.offsetHeight;
    const top = above >= 8 ? above : Math.min(size.height - element.offsetHeight - 8, y + gap);
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(8, top))}px)`;
  });
  return (
    <div ref={box} className={`absolute top-0 left-0 z-10 max-w-72 ${passive ? "pointer-events-none" : ""}`}>
      {children}
    </div>
  );
}
