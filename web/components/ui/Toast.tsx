"use client";

import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";
import { createStore, useStore } from "@/lib/store";
import { Button } from "./Button";

export type ToastKind = "info" | "good" | "bad";
type ToastItem = {
  id: number;
  kind: ToastKind;
  text: string;
  action?: { label: string; onClick: () => void } | undefined;
};

const none: readonly ToastItem[] = [];
const store = createStore<readonly ToastItem[]>(none);
const shown = 4; // at once; older ones give way
const stay = 7000; // milliseconds
let last = 0;

/** Tells a result. What went wrong stays until it is closed; an error at a field belongs beside the field instead. */
export function toast(text: string, kind: ToastKind = "good", action?: ToastItem["action"]): void {
  last += 1;
  store.set([...store.get(), { id: last, kind, text, action }].slice(-shown));
}

function dismiss(id: number): void {
  store.set(store.get().filter((item) => item.id !== id));
}

/** Where toasts appear; once in the page. */
export function Toasts() {
  const items = useStore(store, none);
  const texts = useTexts(common);
  return (
    <section
      aria-label={texts.notifications}
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 sm:left-auto sm:items-end"
    >
      {items.map((item) => (
        <ToastBox key={item.id} item={item} />
      ))}
    </section>
  );
}

const icons = { info: Info, good: CircleCheck, bad: CircleAlert };

function ToastBox({ item }: { item: ToastItem }) {
  const texts = useTexts(common);
  const [held, setHeld] = useState(false); // by a pointer over it or the focus in it
  useEffect(() => {
    if (held || item.kind === "bad") return;
    const timer = setTimeout(() => dismiss(item.id), stay);
    return () => clearTimeout(timer);
  }, [held, item]);

  const Icon = icons[item.kind];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody reads it
    <div
      role={item.kind === "bad" ? "alert" : "status"}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-lg"
    >
      <Icon
        aria-hidden
        className={item.kind === "bad" ? "size-5 shrink-0 text-danger-ink" : "size-5 shrink-0 text-accent-ink"}
      />
      <p className="min-w-0 flex-1 py-1">{item.text}</p>
      {item.action && (
        <Button
          kind="secondary"
          size="small"
          onClick={() => {
            item.action?.onClick();
            dismiss(item.id);
          }}
        >
          {item.action.label}
        </Button>
      )}
      <Button kind="quiet" size="icon" aria-label={texts.close} onClick={() => dismiss(item.id)}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
