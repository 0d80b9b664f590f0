import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artefact } from "./artefacts";

type Measures = Record<string, number | string | boolean>;

/** Notes what was measured, with its unit in the name. Journeys that run beside each other write to files of their own. */
export function measured(what: string, values: Measures): void {
  writeFileSync(artefact("measures", `${what}.json`), JSON.stringify(values));
}

/** Puts all that was measured into one file, and returns its text; none was: "". */
export function gather(): string {
  const files = readdirSync(join(artefact("measures", "any"), "..")).sort();
  if (files.length === 0) return "";
  const all = files.map((file) => [
    file.replace(/\.json$/, ""),
    JSON.parse(readFileSync(artefact("measures", file), "utf8")) as Measures,
  ]);
  const text = `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`;
  writeFileSync(artefact("measures.json"), text);
  return text;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
