"use client";

import { type LucideIcon, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { EmptyState } from "./EmptyState";

type NoneFitsProps = {
  icon?: LucideIcon;
  title: string;
  /** The button's words: "Clear filters". */
  clear: string;
  onClear: () => void;
  children: ReactNode;
};

/** What a list says when its filters leave nothing: how it was searched, and the way back to all. */
export function NoneFits({ icon = SearchX, title, clear, onClear, children }: NoneFitsProps) {
  const back = (
    <Button kind="secondary" onClick={onClear}>
      {clear}
    </Button>
  );
  return (
    <EmptyState icon={icon} title={title} actions={back}>
      {children}
    </EmptyState>
  );
}
