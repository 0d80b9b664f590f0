"use client";

import { useEffect } from "react";

const path = "/scan";

/**
 * Makes the page one that opens without network. The leave to use the camera comes with the document: who was led here from another
 * page of ours without loading it has the other page's, and loads this one.
 */
export function useShell(): void {
  useEffect(() => {
    const [loaded] = performance.getEntriesByType("navigation");
    if (loaded && !new URL(loaded.name).pathname.startsWith(path)) return window.location.replace(path);
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register("/scan-worker.js", { scope: path, updateViaCache: "none" }).catch(() => {
      // A browser that refuses (a private window): the page works while there is network.
    });
  }, []);
}
