"use client";

import { type Language, useLanguage } from "./language";

/** A text, or one made of values: `(seats: number) => string`. */
export type Text = string | ((...values: never[]) => string);
export type Texts = { readonly [name: string]: Text | Texts };

/** The texts of one area of the site in every language, all of one type. */
export type Area<T> = Readonly<Record<Language, T>>;

/** Declares an area's texts; the English ones decide which there must be. */
export function defineArea<T extends Texts>(texts: { en: T; es: NoInfer<T>; de: NoInfer<T> }): Area<T> {
  return texts;
}

/** An area's texts in the page's language. */
export function useTexts<T>(area: Area<T>): T {
  return area[useLanguage()];
}

/** `one` for exactly one, else `other`: enough for the languages we have. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}
