import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from "react";
import { classes } from "@/lib/classes";

type Look = {
  kind?: "primary" | "secondary" | "quiet" | "danger";
  /** `small` is for dense tables; it grows to full size under a finger. */
  size?: "normal" | "small" | "icon";
};

const kinds = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border border-line-strong bg-raised text-ink hover:bg-sunken",
  quiet: "text-ink hover:bg-sunken",
  danger: "bg-danger text-on-danger hover:bg-danger-strong",
};

const sizes = {
  normal: "min-h-11 px-4 py-2",
  small: "min-h-9 px-3 py-1 text-sm pointer-coarse:min-h-11",
  icon: "size-11 shrink-0",
};

/** The look of a button, for links that are as weighty as one. */
export function buttonClass({ kind = "primary", size = "normal" }: Look = {}, extra?: string): string {
  const base = "inline-flex items-center justify-center gap-2 rounded-lg font-medium transition-colors select-none";
  const off =
    "disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60";
  return classes(base, off, kinds[kind], sizes[size], extra);
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { busy?: boolean; children: ReactNode };

/** A button. While `busy` it keeps its focus and takes no clicks. */
export function Button({
  kind,
  size,
  busy = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={busy ? "button" : type}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? undefined : onClick}
      className={buttonClass({ kind, size }, className)}
    >
      {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ kind, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={buttonClass({ kind, size }, className)} />;
}
