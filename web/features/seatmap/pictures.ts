"use client";

import { type ComponentType, useEffect, useState } from "react";
import type { PictureProps } from "./picture";

const drawnBelow = 2000; // seats that a browser moves smoothly as elements of their own

type Picture = ComponentType<PictureProps>;
type Kind = "drawn" | "painted";

const sources: Record<Kind, () => Promise<Picture>> = {
  drawn: () => import("./SeatsPicture").then(({ SeatsPicture }) => SeatsPicture),
  painted: () => import("./CanvasPicture").then(({ CanvasPicture }) => CanvasPicture),
};
const here: Partial<Record<Kind, Picture>> = {};

const kindFor = (seats: number): Kind => (seats < drawnBelow ? "drawn" : "painted");

async function fetched(kind: Kind): Promise<Picture> {
  here[kind] ??= await sources[kind]();
  return here[kind];
}

/**
 * How a plan of so many seats is shown: as elements, or painted where they would be too many. Null while its code is on its way; where
 * that fails the page does. (Not by React's lazy, which lets a third of a second go by before it shows what has come.)
 */
export function usePicture(seats: number): Picture | null {
  const kind = kindFor(seats);
  const [picture, setPicture] = useState<Picture | null>(() => here[kind] ?? null);
  useEffect(() => {
    let gone = false;
    fetched(kind).then(
      (found) => gone || setPicture(() => found),
      (reason) =>
        gone ||
        setPicture(() => {
          throw reason;
        }),
    );
    return () => {
      gone = true;
    };
  }, [kind]);
  return picture;
}

/** Fetches the picture while the plan itself is on its way. */
export async function preload(seats: number): Promise<void> {
  if (seats > 0) await fetched(kindFor(seats));
}
