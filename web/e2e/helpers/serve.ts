import { rmSync } from "node:fs";
import { artefact, artefacts } from "./artefacts";
import { type Demo, start } from "./server";

/** What runs during the journeys: the shop that most visit, and one whose holds last some seconds. */
const installations = { shop: {}, hasty: { RESERVATION_TTL: "15s" } };
export type Installation = keyof typeof installations;

const variable = (name: string) => `E2E_WEB_${name.toUpperCase()}`;

/** Starts the installations; what is returned audits and stops them, also when a journey failed. */
export default async function serve(): Promise<() => Promise<void>> {
  for (const old of ["failed", "report", "screens", "measures", "measures.json"])
    rmSync(artefact(old), { recursive: true, force: true });
  const begun = await Promise.allSettled(
    Object.entries(installations).map(async ([name, settings]) => {
      const server = await start(name, settings);
      process.env[variable(name)] = JSON.stringify({ url: server.url, data: server.data }); // the workers inherit it
      return server;
    }),
  );
  const servers = begun.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(`${artefacts}/data`, { recursive: true, force: true });
  };
  const broken = begun.find((one) => one.status === "rejected");
  if (broken) {
    await stop();
    throw broken.reason;
  }
  return async () => {
    try {
      for (const server of servers) await server.audit();
    } finally {
      await stop();
    }
  };
}

/** A running installation. */
export function running(name: Installation): Demo {
  const told = process.env[variable(name)];
  if (!told) throw new Error(`${name} was not started`);
  return JSON.parse(told) as Demo;
}
