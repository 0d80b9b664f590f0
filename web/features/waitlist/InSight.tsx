"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Scrolls itself into sight: an answer below a long form would be missed. */
export function InSight({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  return <div ref={box}>{children}</div>;
}
