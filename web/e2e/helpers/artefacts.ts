import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where everything lies that a run leaves behind. */
export const artefacts = join(root, ".cache", "e2e-web");

/** The path of something that is kept; its directory is made. */
export function artefact(...parts: string[]): string {
  const path = join(artefacts, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
