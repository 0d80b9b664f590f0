import { existsSync, readFileSync } from "node:fs";
import type { Reporter } from "@playwright/test/reporter";
import { artefact, artefacts } from "./artefacts";

/** Says at the end what was measured and where everything lies. */
export default class Summary implements Reporter {
  onEnd(): void {
    const measures = artefact("measures.json");
    if (existsSync(measures)) process.stdout.write(`\nMeasured:\n${readFileSync(measures, "utf8")}`);
    process.stdout.write(`\nReport, pictures and measures: ${artefacts}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
