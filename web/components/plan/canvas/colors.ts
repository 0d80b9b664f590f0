/** The page's tokens, as the canvas needs them. */
export type Colors = Record<(typeof names)[number], string>;

const names = [
  ...["surface", "raised", "sunken", "ink", "muted", "line", "line-strong", "accent", "accent-soft", "on-accent"],
  ...["danger-ink", "seat-available", "seat-mine", "seat-held", "seat-sold", "seat-off"],
] as const;

export function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colors;
}
