import { currencyDigits } from "@/lib/format";

/** A decimal number as people type it, with a point or a comma: its digits as one whole number, and how many stand after the point. */
type Decimal = { digits: bigint; places: number };

function read(text: string): Decimal | null {
  const match = text.trim().match(/^(\d{1,12})(?:[.,](\d{0,6}))?$/);
  if (!match) return null;
  const [, whole = "", part = ""] = match;
  return { digits: BigInt(whole + part), places: part.length };
}

/** A typed amount of a currency, or null if it is none: negative, no number, or finer than the currency. */
export function readAmount(text: string, currency: string): number | null {
  const decimal = read(text);
  if (!decimal) return null;
  const value = Number(decimal.digits) / 10 ** decimal.places;
  const fine = decimal.places > currencyDigits(currency) && value !== Number(value.toFixed(currencyDigits(currency)));
  return fine ? null : value;
}

/** A typed factor, or null if it is none. */
export function readFactor(text: string): number | null {
  const decimal = read(text);
  return decimal && Number(decimal.digits) / 10 ** decimal.places;
}

/** A price in minor units times a typed factor, rounded as the server rounds: half away from zero. */
export function times(minor: number, factor: string): number | null {
  const decimal = read(factor);
  if (!decimal) return null;
  const unit = 10n ** BigInt(decimal.places);
  return Number((BigInt(minor) * decimal.digits * 2n + unit) / (2n * unit));
}

/** A whole number that was typed, from 1 on; null if it is none. */
export function readCount(text: string): number | null {
  const number = Number(text);
  return /^\d{1,6}$/.test(text.trim()) && number > 0 ? number : null;
}
