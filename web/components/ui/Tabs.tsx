"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";

export type Tab = { key: string; label: ReactNode; content: ReactNode };

type TabsProps = { label: string; tabs: Tab[]; value: string; onChange: (key: string) => void };

/** Views of one thing, one at a time. The tabs are one stop of the Tab key; the arrow keys, Home and End go along them and show at once. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ key }) => key === value);
    const last = tabs.length - 1;
    const steps: Record<string, number> = {
      ArrowLeft: at > 0 ? at - 1 : last,
      ArrowRight: at < last ? at + 1 : 0,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    const next = to === undefined ? undefined : tabs[to];
    if (to === undefined || !next) return;
    event.preventDefault();
    onChange(next.key);
    list.current?.querySelectorAll("button")[to]?.focus();
  };
  const shown = tabs.find(({ key }) => key === value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the value decides which tab is the selected one
  useEffect(() => {
    // Where the tabs are too many for the screen, that of what is shown comes into sight.
    const [row, tab] = [list.current, list.current?.querySelector<HTMLElement>("[aria-selected=true]")];
    if (!row || !tab) return;
    const end = tab.offsetLeft - row.offsetLeft + tab.offsetWidth;
    if (end > row.clientWidth + row.scrollLeft) row.scrollLeft = end - row.clientWidth;
  }, [value]);
  return (
    <div>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex gap-1 overflow-x-auto border-b border-line"
      >
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            aria-selected={tab === shown}
            aria-controls={tab === shown ? `${id}-panel` : undefined}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => onChange(tab.key)}
            className="min-h-11 -outline-offset-2 border-b-2 border-transparent px-4 font-medium whitespace-nowrap text-muted hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {tab.label}
          </button>
        ))}
      </div>
      {shown && (
        <div
          key={shown.key}
          role="tabpanel"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel may begin with what takes no keys; as a stop it can be read and scrolled
          tabIndex={0}
          id={`${id}-panel`}
          aria-labelledby={`${id}-${shown.key}`}
          className="pt-6"
        >
          {shown.content}
        </div>
      )}
    </div>
  );
}
