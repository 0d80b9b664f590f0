import type { Camera, Size } from "@/components/plan/model/camera";
import type { Summary } from "@/components/plan/model/filters";
import type { SectionLabel } from "@/components/plan/model/labels";
import type { SeatMap } from "@/components/plan/model/map";
import type { CameraControl } from "@/components/plan/useCamera";
import type { Choice } from "./useChoice";

/** What a picture of the map shows, and whom it tells what is done on it. */
export type PictureProps = {
  map: SeatMap;
  version: number;
  mask: Uint8Array | null;
  summaries: readonly Summary[];
  labels: readonly SectionLabel[];
  choice: Choice;
  /** Seats that are offered in the place of refused ones. */
  offered: ReadonlySet<number>;
  control: CameraControl;
  camera: Camera;
  size: Size;
  /** The seat that is pointed at, by pointer or keys. */
  cursor: number | null;
  /** The id of what says how the map is used. */
  help: string;
  /** Gives the picture to pointer and fingers. */
  hand: (element: HTMLDivElement | null) => (() => void) | undefined;
  onCursor(seat: number | null): void;
  /** Brings a seat into sight. */
  onGo(seat: number): void;
  /** Asks for places of a standing section, told by its number. */
  onFloor(section: number): void;
};

/** Zooms by a key; false for a key that does something else. */
export function zoomByKey(key: string, { zoom, whole }: CameraControl): boolean {
  if (key === "+" || key === "=") zoom(1.6);
  else if (key === "-") zoom(1 / 1.6);
  else if (key === "0" || key === "Home") whole();
  else return false;
  return true;
}

/** Whether a key goes from seat to seat. */
export function isStep(key: string): boolean {
  return key.startsWith("Arrow") || key === "PageUp" || key === "PageDown";
}
