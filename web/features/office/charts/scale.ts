/** The end and the lines of an axis from 0 that has room for a value: round numbers, at most four lines. Whole ones if told so. */
export function axisFor(most: number, whole = false): { end: number; lines: number[] } {
  const raw = Math.max(most, whole ? 4 : 0.01) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
    .map((factor) => factor * power)
    .find((each) => each >= raw && (!whole || each % 1 === 0));
  const size = step ?? 10 * power;
  const count = Math.max(1, Math.ceil(most / size));
  return { end: count * size, lines: Array.from({ length: count }, (_, index) => (index + 1) * size) };
}

/** Which of so many points get a label, where so many fit: the first, and others at equal distances. */
export function labelled(points: number, fit: number): (index: number) => boolean {
  const every = Math.max(1, Math.ceil(points / Math.max(1, fit)));
  return (index) => index % every === 0;
}
