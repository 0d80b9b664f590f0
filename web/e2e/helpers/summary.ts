import type { Reporter } from "@playwright/test/reporter";
import { artefacts } from "./artefacts";
import { gather } from "./measures";

/** Says at the end what was measured and where everything lies. */
export default class Summary implements Reporter {
  onEnd(): void {
    const measures = gather();
    if (measures) process.stdout.write(`\nMeasured:\n${measures}`);
    process.stdout.write(`\nReport, pictures and measures: ${artefacts}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
