import { classes } from "@/lib/classes";

export type Part = { key: string; value: number; className: string };

type ShareBarProps = {
  /** Says the shares in words, for who does not see the bar. */
  label: string;
  parts: readonly Part[];
  total: number;
  className?: string;
};

/** Parts of a whole as one bar. */
export function ShareBar({ label, parts, total, className }: ShareBarProps) {
  let start = 0;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      className={classes("h-2 w-full rounded-full bg-sunken", className)}
    >
      {parts.map(({ key, value, className }) => {
        const x = start;
        const width = total > 0 ? (100 * value) / total : 0;
        start += width;
        return <rect key={key} x={x} width={width} height="1" className={className} />;
      })}
    </svg>
  );
}
