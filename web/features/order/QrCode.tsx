import { encode } from "uqr";

const border = 4; // modules of white around it: the standard's quiet zone

/** A text as a QR symbol, black on white in either theme: scanners need it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border });
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" className="w-full">
      <rect width={size} height={size} fill="white" />
      <path d={outline(data)} fill="black" />
    </svg>
  );
}

/** A path over all dark modules: one stroke for each run of a row. */
export function outline(rows: readonly (readonly boolean[])[]): string {
  const runs = rows.flatMap((row, y) => {
    const strokes: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      const from = x;
      while (row[x]) x += 1;
      if (x > from) strokes.push(`M${from} ${y}h${x - from}v1h-${x - from}z`);
    }
    return strokes;
  });
  return runs.join("");
}
