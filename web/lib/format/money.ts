import { kept } from "./kept";

// Amounts come as JSON numbers with the currency's digits. Sums are made of whole minor units, so that no cent is lost to floats.

/** Digits after the point of a currency: 2 for USD, 0 for JPY. */
export const currencyDigits = kept((currency: string): number => {
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return digits ?? 2;
});

/** An amount in minor units: 12.5 USD is 1250. */
export function toMinor(amount: number, currency: string): number {
  return Math.round(amount * 10 ** currencyDigits(currency));
}

export function fromMinor(minor: number, currency: string): number {
  return minor / 10 ** currencyDigits(currency);
}

/** The sum of amounts of one currency. */
export function sumMoney(amounts: readonly number[], currency: string): number {
  const minor = amounts.reduce((sum, amount) => sum + toMinor(amount, currency), 0);
  return fromMinor(minor, currency);
}

/** An amount for people: "$35", "12,50 €". Whole amounts go without the digits after the point. */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const whole = toMinor(amount, currency) % 10 ** currencyDigits(currency) === 0;
  return amounts(locale, currency, whole).format(amount);
}

const amounts = kept((locale: string, currency: string, whole: boolean) => {
  const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits });
});
