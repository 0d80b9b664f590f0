import type { ComponentProps } from "react";
import { classes } from "@/lib/classes";

/** A raised surface for things that belong together. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={classes("rounded-lg border border-line bg-raised p-4 sm:p-6", className)} />;
}
