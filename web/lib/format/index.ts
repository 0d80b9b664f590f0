export { calendarLeaf, type DateStyle, formatDate, formatRelative } from "./date";
export { currencyDigits, formatMoney, fromMinor, sumMoney, toMinor } from "./money";
export { type Format, useFormat } from "./useFormat";
