"use client";

import { useRef, useState } from "react";

export type Deed = {
  busy: boolean;
  error: unknown;
  /** Does the work unless it is being done already; true when it was done. What it throws becomes `error`. */
  run(work: () => Promise<void>): Promise<boolean>;
};

/** What a form or button does: once at a time, with its failure kept to be shown. */
export function useDeed(): Deed {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const running = useRef(false); // a second click may come before the page is drawn anew
  return {
    ...state,
    async run(work) {
      if (running.current) return false;
      running.current = true;
      setState({ busy: true, error: null });
      try {
        await work();
        setState({ busy: false, error: null });
        return true;
      } catch (error) {
        setState({ busy: false, error });
        return false;
      } finally {
        running.current = false;
      }
    },
  };
}
