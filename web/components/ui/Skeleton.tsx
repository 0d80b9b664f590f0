import { classes } from "@/lib/classes";

/** The shape of what is being loaded. Its owner says "loading" once, with aria-busy. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classes("rounded-lg bg-sunken motion-safe:animate-pulse", className)} />;
}
