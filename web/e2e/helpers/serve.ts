import { rmSync } from "node:fs";
import { artefact, artefacts } from "./artefacts";
import { type Demo, start } from "./server";

const name = "E2E_WEB_DEMO";

/** Starts the shop that all journeys visit; what is returned stops it, also when a journey failed. */
export default async function serve(): Promise<() => Promise<void>> {
  for (const old of ["failed", "report", "screens", "measures.json"])
    rmSync(artefact(old), { recursive: true, force: true });
  const { stop, ...demo } = await start("shop");
  process.env[name] = JSON.stringify(demo); // the workers inherit it
  return async () => {
    await stop();
    rmSync(`${artefacts}/data`, { recursive: true, force: true });
  };
}

/** The shop that all journeys visit. */
export function shop(): Demo {
  const told = process.env[name];
  if (!told) throw new Error("the shop was not started");
  return JSON.parse(told) as Demo;
}
