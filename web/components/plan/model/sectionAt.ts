import type { Bounds } from "./camera";
import type { Plan, Section } from "./plan";

/** The section under a point, or the one whose edge is near. */
export function sectionAt(plan: Plan, x: number, y: number): Section | null {
  return (
    plan.sections.find(({ outlines }) => outlines.some((outline) => inside(outline, x, y))) ?? nearestEdge(plan, x, y)
  );
}

/** The standing section whose floor is under a point. */
export function floorAt(plan: Plan, x: number, y: number): Section | null {
  return plan.sections.find(({ standing, outlines }) => standing && inside(outlines[0] ?? [], x, y)) ?? null;
}

/** The outline of the section's block under a point, else of its largest. */
export function outlineAt({ outlines }: Section, x: number, y: number): readonly number[] {
  return outlines.find((outline) => inside(outline, x, y)) ?? outlines[0] ?? [];
}

function inside(outline: readonly number[], x: number, y: number): boolean {
  let within = false;
  const corners = outline.length / 2;
  for (let i = 0, j = corners - 1; i < corners; j = i++) {
    const [ax, ay] = [outline[2 * i] ?? 0, outline[2 * i + 1] ?? 0];
    const [bx, by] = [outline[2 * j] ?? 0, outline[2 * j + 1] ?? 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  }
  return within;
}

function nearestEdge(plan: Plan, x: number, y: number): Section | null {
  const reach = plan.pitch * 1.5;
  return (
    plan.sections.find(({ outlines }) => {
      const outline = outlines.flat();
      for (let i = 0; i < outline.length; i += 2)
        if (Math.hypot((outline[i] ?? 0) - x, (outline[i + 1] ?? 0) - y) < reach) return true;
      return false;
    }) ?? null
  );
}

/** The box around an outline, with a margin. */
export function boundsOf(outline: readonly number[], margin: number): Bounds {
  const xs = outline.filter((_, i) => i % 2 === 0);
  const ys = outline.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs) - margin, Math.min(...ys) - margin, Math.max(...xs) + margin, Math.max(...ys) + margin];
}
