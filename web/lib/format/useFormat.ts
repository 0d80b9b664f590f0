"use client";

import { useMemo } from "react";
import { serverNow } from "../clock/clock";
import { type Language, localeFor, useLanguage } from "../i18n/language";
import { useInBrowser } from "../path";
import { calendarLeaf, type DateStyle, formatDate, formatRelative } from "./date";
import { kept } from "./kept";
import { formatMoney } from "./money";

export type Format = {
  money(amount: number, currency: string): string;
  date(time: string, style: DateStyle, timeZone?: string): string;
  leaf(time: string, timeZone?: string): { day: string; month: string; weekday: string };
  relative(time: string): string;
  number(value: number): string;
  percent(share: number): string;
};

const numbers = kept((locale: string) => new Intl.NumberFormat(locale));
const shares = kept((locale: string) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }));

function formatFor(language: Language, inBrowser: boolean): Format {
  const locale = inBrowser ? localeFor(language) : language;
  return {
    money: (amount, currency) => formatMoney(amount, currency, locale),
    date: (time, style, timeZone) => formatDate(time, style, locale, timeZone),
    leaf: (time, timeZone) => calendarLeaf(time, locale, timeZone),
    relative: (time) => formatRelative(Date.parse(time), serverNow(), locale),
    number: (value) => numbers(locale).format(value),
    percent: (share) => shares(locale).format(share),
  };
}

/** Money, dates and numbers as people of the page's language write them. */
export function useFormat(): Format {
  const language = useLanguage();
  const inBrowser = useInBrowser();
  return useMemo(() => formatFor(language, inBrowser), [language, inBrowser]);
}
