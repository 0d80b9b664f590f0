import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "@/lib/classes";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "id"> & {
  label: ReactNode;
  hint?: ReactNode;
  radio?: boolean;
};

/** A checkbox, or one of a group of radio buttons, with its label; the whole line takes the tap. */
export function Checkbox({ label, hint, radio = false, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className={classes("flex min-h-11 items-start gap-3 py-2", className)}>
      <input
        {...rest}
        id={id}
        type={radio ? "radio" : "checkbox"}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
