"use client";

import { Problem } from "../api/problem";
import { common } from "./areas/common";
import { currentLanguage, type Language, useLanguage } from "./language";
import type { ProblemTexts } from "./problem-texts";

// The server says each problem in English, with the names of seats and times in it. The other languages have a sentence by code;
// whoever reads English need not load them.
let translated: ProblemTexts | null = null;

/** Loads the sentences for the languages that the server does not speak. */
export async function loadProblemTexts(): Promise<void> {
  translated ??= (await import("./problem-texts")).problemTexts;
}

/** A sentence for people about what went wrong, in their language: what happened, to money and seats too, and what to do next. */
export function problemText(error: unknown, language: Language = currentLanguage()): string {
  const texts = common[language].problem;
  if (!(error instanceof Problem)) return texts.unexpected;
  if (error.code === "unreachable") return texts.unreachable;
  if (error.code === "session_ended") return texts.sessionEnded;
  const own = language === "en" ? undefined : translated?.[error.code]?.[language];
  return own ?? (error.detail || texts.unexpected);
}

/** problemText in the page's language. */
export function useProblemText(): (error: unknown) => string {
  const language = useLanguage();
  return (error) => problemText(error, language);
}
