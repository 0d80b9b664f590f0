import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { artefact, root } from "./artefacts";

/** A running demo: where it is, and where its data lies. */
export type Demo = { url: string; data: string };

/** Sign-ins of the demo. */
export type SignIns = Record<"admin" | "staff" | "buyer", { email: string; password: string }>;

export function signInsOf(demo: Demo): SignIns {
  return JSON.parse(readFileSync(join(demo.data, "demo.json"), "utf8")) as SignIns;
}

export type Server = Demo & {
  /** Checks that no seat is sold twice and no money is lost; throws what is wrong. */
  audit(): Promise<void>;
  stop(): Promise<void>;
};

const binary = join(root, "bin", "speckit");

/** Starts the built binary as a demo on free ports and data of its own, and returns when everything can be bought. */
export async function start(name: string, settings: Record<string, string> = {}): Promise<Server> {
  const [port, internal] = await freePorts();
  const url = `http://localhost:${port}`;
  const data = artefact("data", name);
  rmSync(data, { recursive: true, force: true });
  const log = createWriteStream(artefact("logs", `${name}.log`));
  // Nothing of ours but where programs are found: settings of the machine would make it another installation.
  const env = {
    ...only("PATH", "HOME", "TMPDIR", "SPECKIT_POSTGRES"),
    ...{ SPECKIT_DEMO: "1", SPECKIT_DATA: data, PUBLIC_URL: url, PORT: `${port}`, INTERNAL_PORT: `${internal}` },
    ...{ LOG_LEVEL: "warn", ...settings },
  } as unknown as NodeJS.ProcessEnv;
  const child = spawn(binary, ["serve"], { env, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.pipe(log);
  child.stdout.pipe(log);
  await greeted(child, artefact("logs", `${name}.log`));
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  const audit = async () => {
    await promisify(execFile)(binary, ["audit"], { env, cwd: root }).catch(({ stdout, stderr }) => {
      throw new Error(`the audit of ${name} found:\n${stdout}${stderr}`);
    });
  };
  return { url, data, audit, stop };
}

/** Waits for the line by which the server says that it is ready. */
async function greeted(child: ChildProcess, log: string): Promise<void> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("the server's output is not read");
  const ready = new Promise<void>((resolve) => {
    for (const stream of [stdout, stderr])
      createInterface({ input: stream }).on("line", (line) => line.includes("is ready") && resolve());
  });
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`the server ended with ${code}; see ${log}`);
  });
  await Promise.race([ready, died]);
  died.catch(() => {}); // later it is told to end
}

function only(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name] ?? ""]] : [])));
}

export async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return [ports[0] ?? 0, ports[1] ?? 0];
}
