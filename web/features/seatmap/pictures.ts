import { lazy } from "react";

const drawnBelow = 2000; // seats that a browser moves smoothly as elements of their own

const drawn = () => import("./SeatsPicture");
const painted = () => import("./CanvasPicture");
const Drawn = lazy(() => drawn().then(({ SeatsPicture }) => ({ default: SeatsPicture })));
const Painted = lazy(() => painted().then(({ CanvasPicture }) => ({ default: CanvasPicture })));

/** How a plan of so many seats is shown: as elements, or painted where they would be too many. */
export function pictureFor(seats: number) {
  return seats < drawnBelow ? Drawn : Painted;
}

/** Fetches the picture while the plan itself is on its way. */
export async function preload(seats: number): Promise<void> {
  if (seats > 0) await (seats < drawnBelow ? drawn() : painted());
}
