import { classes } from "@/lib/classes";
import type { Camera, Size } from "../model/camera";
import type { Summary } from "../model/filters";
import { areaLine, type Line, linesOf, type SectionLabel } from "../model/labels";
import type { Plan } from "../model/plan";

type LinesProps = {
  plan: Plan;
  camera: Camera;
  size: Size;
  summaries: readonly Summary[];
  labels: readonly SectionLabel[];
  /** Whether all sections have their names, or only those whose places are not drawn one by one. */
  overview: boolean;
};

/** What is written over the plan, in pixels: it has to be read at every scale. */
export function Lines({ plan, camera, size, summaries, labels, overview }: LinesProps) {
  const named = plan.sections.map((section, number) => {
    const label = labels[number];
    return label && (overview || section.standing) ? linesOf(plan, section, label, camera, size) : [];
  });
  const floors = new Set(plan.sections.filter(({ standing }) => standing).map(({ name }) => name));
  const areas = plan.areas.filter(({ text = "" }) => !floors.has(text)); // those say more of themselves
  return (
    <g aria-hidden className="pointer-events-none" textAnchor="middle" dominantBaseline="central">
      {areas.map((area) => {
        const line = areaLine(area, camera, size);
        return line && <Text key={`${area.x} ${area.y} ${line.text}`} line={line} muted />;
      })}
      {named.map((lines, number) =>
        lines.map((line) => (
          <Text
            key={`${plan.sections[number]?.name} ${line.text}`}
            line={line}
            muted={line.faint && summaries[number]?.left === 0}
          />
        )),
      )}
    </g>
  );
}

function Text({ line: { text, x, y, pixels, bold }, muted }: { line: Line; muted: boolean }) {
  return (
    <text
      x={x}
      y={y}
      fontSize={pixels}
      className={classes(muted ? "fill-muted" : "fill-ink", bold ? "font-semibold" : "font-medium")}
    >
      {text}
    </text>
  );
}
