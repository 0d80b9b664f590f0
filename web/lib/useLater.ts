"use client";

import { useEffect, useState } from "react";

const pause = 300; // milliseconds without a key until what was typed counts

/** What is typed, handed on without the space around it after a pause; what comes from elsewhere (a link, "clear") replaces it. */
export function useLater(value: string, onChange: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value); // else it is what was typed here, and a space that parts words stays
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), pause);
    // Whoever follows a link meanwhile goes on: a change of the address would call them back.
    const goOn = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("a")) clearTimeout(timer);
    };
    document.addEventListener("click", goOn);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", goOn);
    };
  }, [typed, value, onChange]);
  return [typed, setTyped];
}
