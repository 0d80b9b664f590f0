import type { ReactNode } from "react";
import { classes } from "@/lib/classes";

export type Tone = "neutral" | "good" | "warning" | "bad" | "accent";

const tones: Record<Tone, string> = {
  neutral: "bg-sunken text-ink inset-ring inset-ring-line-strong", // its edge shows on sunken ground too, as a table's row under the pointer
  good: "bg-good-soft text-good-ink",
  warning: "bg-warning-soft text-warning-ink",
  bad: "bg-danger-soft text-danger-ink",
  accent: "bg-accent-soft text-accent-ink",
};

/** A short mark. The tone only underlines what the text says. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  const base =
    "inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap [&_svg]:size-4";
  return <span className={classes(base, tones[tone], className)}>{children}</span>;
}
