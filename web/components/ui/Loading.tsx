"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/lib/i18n";
import { common } from "@/lib/i18n/areas/common";

/** Skeletons of what is being loaded; for screen readers it says so once. */
export function Loading({ className, children }: { className?: string; children: ReactNode }) {
  const texts = useTexts(common);
  return (
    <section aria-busy="true" aria-label={texts.loading} className={className}>
      {children}
    </section>
  );
}
