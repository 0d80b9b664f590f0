/** For categories whose plan says no colour: apart from each other in hue and in lightness. */
export const palette = [
  ...["#2f6fd6", "#c2410c", "#0f766e", "#a21caf", "#ca8a04", "#4d7c0f"],
  ...["#be123c", "#6d28d9", "#0e7490", "#78716c", "#e879a6", "#334155"],
] as const;

/** A colour as #rrggbb, which is all that a colour field takes; null for what is neither #rgb, #rrggbb nor rgb(). */
export function hexOf(color: string): string | null {
  const text = color.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join("")}`;
  const parts = text
    .match(/^rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)/)
    ?.slice(1)
    .map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The colour of category n: its own, else one of ours. */
export function colorOf(own: string, n: number): string {
  return hexOf(own) ?? palette[n % palette.length] ?? palette[0];
}

/** Of our colours the one that is furthest from all that are used. */
export function freshColor(used: readonly string[]): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const apart = (one: string, other: string) => {
    const others = parts(other);
    return Math.hypot(...parts(one).map((part, n) => part - (others[n] ?? 0)));
  };
  const alone = (color: string) => Math.min(...used.map((other) => apart(color, other)));
  return palette.reduce<string>((best, color) => (alone(color) > alone(best) ? color : best), palette[0]);
}

/** Black or white, whichever is read better on a colour. */
export function inkOn(hex: string): string {
  const channel = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return light > 0.179 ? "#000000" : "#ffffff";
}

/** The letter that stands for category n on the plan: A … Z, then a … z. */
export function markOf(n: number): string {
  return String.fromCharCode(n < 26 ? 65 + n : 97 + ((n - 26) % 26));
}
