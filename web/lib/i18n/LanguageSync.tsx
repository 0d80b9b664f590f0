"use client";

import { useEffect } from "react";
import { isLanguage, preferredLanguage, setLanguage, useLanguage } from "./language";
import { loadProblemTexts } from "./problems";

/** Takes up the visitor's language after the first render, which must equal the exported page; and follows a choice in another tab. */
export function LanguageSync() {
  useEffect(() => {
    setLanguage(preferredLanguage(), false);
    const follow = (event: StorageEvent) => {
      if (event.key === "speckit.language" && isLanguage(event.newValue)) setLanguage(event.newValue, false);
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);

  const language = useLanguage();
  useEffect(() => {
    if (language !== "en") void loadProblemTexts();
  }, [language]);
  return null;
}
