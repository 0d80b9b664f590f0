"use client";

import { useEffect, useRef } from "react";

/** Ctrl or Cmd with Z goes back a step, with Shift+Z or Y forth again; in a text field they are the field's own. */
export function useUndoKeys(undo: (() => void) | null, redo: (() => void) | null): void {
  const steps = useRef({ undo, redo });
  steps.current = { undo, redo };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select")) return;
      const key = event.key.toLowerCase();
      const step = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
      if (step === null) return;
      event.preventDefault();
      steps.current[step]?.();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
