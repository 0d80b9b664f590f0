import type { ComponentProps } from "react";
import { classes } from "@/lib/classes";

const box =
  "w-full min-w-0 rounded-lg border border-line-strong bg-raised px-3 text-ink placeholder:text-muted aria-invalid:border-danger-ink disabled:opacity-60";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classes(box, "min-h-11", className)} />;
}

/** A mail address, as keyboards of phones and the browser's memory know it. */
export function EmailInput(props: ComponentProps<"input">) {
  return (
    <Input
      type="email"
      name="email"
      autoComplete="email"
      autoCapitalize="none"
      spellCheck={false}
      required
      {...props}
    />
  );
}

export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={classes(box, "min-h-24 py-2", className)} />;
}

/** The browser's own list: it works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={classes(box, "min-h-11", className)} />;
}
