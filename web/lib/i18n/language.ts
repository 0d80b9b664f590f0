"use client";

import { remember, remembered } from "../remember";
import { createStore, useStore } from "../store";

export const languages = ["en", "es", "de"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself: nobody finds their own in a language that they cannot read. */
export const languageNames: Record<Language, string> = { en: "English", es: "Español", de: "Deutsch" };

const store = createStore<Language>("en");

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text);
}

/** The visitor's language: the chosen one, else the first of the browser's that we speak, else English. */
export function preferredLanguage(): Language {
  const chosen = remembered("language");
  if (isLanguage(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find(isLanguage) ?? "en";
}

/** Shows the page in a language, and notes it for the next visit if the visitor chose it. */
export function setLanguage(language: Language, chosen = true): void {
  if (chosen) remember("language", language);
  document.documentElement.lang = language;
  store.set(language);
}

export function currentLanguage(): Language {
  return store.get();
}

/** The language of the page; English in the exported page. */
export function useLanguage(): Language {
  return useStore(store, "en");
}

/** The locale for numbers and dates: the browser's own variant of the page's language (es-PE), else the language. */
export function localeFor(language: Language): string {
  const own =
    typeof navigator === "undefined" ? undefined : navigator.languages.find((tag) => tag.slice(0, 2) === language);
  return own ?? language;
}
