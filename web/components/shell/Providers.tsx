"use client";

import { type ReactNode, useEffect } from "react";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { Toasts } from "@/components/ui/Toast";
import { LanguageSync } from "@/lib/i18n/LanguageSync";
import { Queries } from "@/lib/queries";
import { ResumeSession } from "@/lib/session/Resume";
import { resumeTheme } from "@/lib/theme";

/** What every page stands on: queries, session, language, theme, toasts and the live regions. */
export function Providers({ children }: { children: ReactNode }) {
  useEffect(resumeTheme, []);
  return (
    <Queries>
      <LanguageSync />
      {children}
      {/* After the pages: those whose questions end with a session must have withdrawn them before it asks again. */}
      <ResumeSession />
      <Toasts />
      <LiveRegion />
    </Queries>
  );
}
