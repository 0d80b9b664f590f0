import { type Camera, type Size, toScreen } from "./camera";
import type { Plan, PlanArea, Row, Section } from "./plan";

/** A section's name, and what there is to say of it. */
export type SectionLabel = { name: string; note: string };

/** A line of text around its middle, in pixels of the picture. A faint one fades where nothing is left. */
export type Line = { text: string; x: number; y: number; pixels: number; bold: boolean; faint: boolean };

/** The width of the brush that draws a section around its outline, in steps; a standing section is its floor. */
export function marginOf(plan: Plan, { standing }: Pick<Section, "standing">): number {
  return standing ? 0 : plan.pitch * 1.2;
}

/** A section's label as large as there is room for it: two lines, one, or the end of its name; nothing where even that would not be read. */
export function linesOf(plan: Plan, section: Section, label: SectionLabel, camera: Camera, size: Size): Line[] {
  const [x, y] = toScreen(camera, size, ...section.center);
  const margin = marginOf(plan, section) * camera.scale;
  const room = widthOf(section.outlines[0] ?? []) * camera.scale + margin;
  const tall = section.tall * camera.scale + margin;
  const { name, note } = label;
  const full = Math.min(14, tall / 2.6, (room / Math.max(name.length, note.length)) * 1.7);
  if (full >= 9)
    return [
      { text: name, x, y: y - full * 0.6, pixels: full, bold: true, faint: false },
      { text: note, x, y: y + full * 0.65, pixels: full * 0.9, bold: false, faint: true },
    ];
  const line = `${name} · ${note}`;
  const single = Math.min(12, tall * 0.7, (room / line.length) * 1.3);
  if (single >= 9) return [{ text: line, x, y, pixels: single, bold: true, faint: true }];
  const short = name.split(" ").at(-1) ?? name;
  const pixels = Math.min(11, tall * 0.8, (room / short.length) * 1.5);
  return pixels >= 7 ? [{ text: short, x, y, pixels, bold: true, faint: true }] : [];
}

function widthOf(outline: readonly number[]): number {
  let [left, right] = [Infinity, -Infinity];
  for (let i = 0; i < outline.length; i += 2) {
    left = Math.min(left, outline[i] ?? left);
    right = Math.max(right, outline[i] ?? right);
  }
  return right - left;
}

/** What is written in an area, if there is room for it. */
export function areaLine(area: PlanArea, camera: Camera, size: Size): Line | null {
  if (!area.text) return null;
  const [x, y] = toScreen(camera, size, ...(area.textAt ?? [area.x, area.y]));
  const pixels = Math.min(28, Math.max(11, (area.textSize ?? 20) * 100 * camera.scale));
  const points = area.points?.length ? area.points.flat() : [0, 0, area.width ?? 0, 0];
  return pixels * area.text.length * 0.55 < widthOf(points) * camera.scale
    ? { text: area.text, x, y, pixels, bold: false, faint: true }
    : null;
}

/** Where a row's label stands: beside the row's end, in steps. */
export function rowLabelAt(plan: Plan, { first, count }: Row): [number, number] {
  const end = plan.line[first] ?? first;
  const next = count > 1 ? (plan.line[first + 1] ?? end) : end;
  const way = Math.sign((plan.x[next] ?? 0) - (plan.x[end] ?? 0)) || 1;
  return [(plan.x[end] ?? 0) - way * plan.pitch, plan.y[end] ?? 0];
}
