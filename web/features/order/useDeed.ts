"use client";

import { useRef, useState } from "react";

/** What a button does: once at a time, with its failure kept to be shown. */
export function useDeed(work: () => Promise<unknown>) {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const running = useRef(false); // a second click may come before the page is drawn anew
  const run = async () => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, error: null });
    try {
      await work();
      setState({ busy: false, error: null });
    } catch (error) {
      setState({ busy: false, error });
    } finally {
      running.current = false;
    }
  };
  return { ...state, run };
}
