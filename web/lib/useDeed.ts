"use client";

import { useRef, useState } from "react";

/** What a form or button does: once at a time, with its failure kept to be shown. `run` reports whether it was done. */
export function useDeed<Input extends unknown[]>(work: (...input: Input) => Promise<unknown>) {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const running = useRef(false); // a second click may come before the page is drawn anew
  const run = async (...input: Input): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await work(...input);
      setState({ busy: false, error: null });
      return true;
    } catch (error) {
      setState({ busy: false, error });
      return false;
    } finally {
      running.current = false;
    }
  };
  const forget = () => setState((before) => ({ ...before, error: null }));
  return { ...state, run, forget };
}

/** A deed that needs nothing said with the click. */
export type Deed = ReturnType<typeof useDeed<[]>>;
