import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { beforeEach, expect, test } from "vitest";

const source = readFileSync("public/scan-worker.js", "utf8");
const origin = "https://tickets.example";
const path = (at: string | { url: string }) => new URL(typeof at === "string" ? at : at.url, origin).pathname;

type Work = { respondWith(answer: Promise<Response>): void; waitUntil(work: Promise<unknown>): void };
type Listener = (event: Work & { request: unknown }) => void;

let network: Record<string, string>; // what the server has; what is missing cannot be fetched
let kept: Map<string, Response>;
let listeners: Record<string, Listener>;

/** A cache as browsers have it, as far as the worker uses it. */
function cache() {
  const get = async (at: string) => {
    const text = network[path(at)];
    if (text === undefined) throw new TypeError("no network");
    return new Response(text);
  };
  const store = {
    match: async (at: string | { url: string }) => kept.get(path(at))?.clone(),
    put: async (at: string | { url: string }, response: Response) => void kept.set(path(at), response),
    addAll: async (names: string[]) => {
      const files = await Promise.all(names.map(get));
      names.forEach((name, at) => {
        kept.set(name, files[at] as Response);
      });
    },
    keys: async () => [...kept.keys()].map((name) => ({ url: origin + name })),
    delete: async (at: { url: string }) => kept.delete(path(at)),
  };
  return { store, get };
}

beforeEach(() => {
  network = {};
  kept = new Map();
  listeners = {};
  const { store, get } = cache();
  const self = {
    location: new URL(origin),
    addEventListener: (name: string, listener: Listener) => {
      listeners[name] = listener;
    },
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
  };
  const fetch = (at: string | { url: string }) => get(path(at));
  runInNewContext(source, {
    self,
    fetch,
    caches: { open: async () => store, match: store.match },
    URL,
    Set,
    setTimeout,
  });
});

/** Lets the worker handle an event; its answer, once all that it does beside is done. */
async function handle(name: string, request?: { url: string; method?: string; mode?: string }) {
  let answer: Promise<Response> | null = null;
  const works: Promise<unknown>[] = [];
  listeners[name]?.({
    request: request && { method: "GET", mode: "no-cors", ...request },
    respondWith: (given) => {
      answer = given;
    },
    waitUntil: (work) => works.push(work),
  });
  const text = await (answer as Promise<Response> | null)?.then((response) => response.text());
  await Promise.all(works);
  return text;
}

const shell = (file: string) => `<script src="/_next/static/chunks/${file}.js"></script>`;
const visit = () => handle("fetch", { url: `${origin}/scan`, mode: "navigate" });

async function install() {
  network = { "/scan": shell("a"), "/_next/static/chunks/a.js": "first" };
  await handle("install");
}

test("the page and what it names are kept, and open without network", async () => {
  await install();
  network = {};
  expect(await visit()).toBe(shell("a"));
  expect(await handle("fetch", { url: `${origin}/_next/static/chunks/a.js` })).toBe("first");
});

test("a newer page is shown at once, and takes the old one's place with its files", async () => {
  await install();
  network = { "/scan": shell("b"), "/_next/static/chunks/b.js": "second" };
  expect(await visit()).toBe(shell("b"));
  expect([...kept.keys()].sort()).toEqual(["/_next/static/chunks/b.js", "/scan"]);
});

test("a newer page of which a file is missing leaves the old one whole", async () => {
  await install();
  network = { "/scan": shell("b") };
  await visit();
  network = {};
  expect(await visit()).toBe(shell("a"));
  expect([...kept.keys()].sort()).toEqual(["/_next/static/chunks/a.js", "/scan"]);
});

test("a file that is fetched later is kept too", async () => {
  await install();
  network = { "/_next/static/media/extra.woff2": "letters" };
  expect(await handle("fetch", { url: `${origin}/_next/static/media/extra.woff2` })).toBe("letters");
  expect(kept.has("/_next/static/media/extra.woff2")).toBe(true);
});

test("questions to the server, and other pages, are none of its business", async () => {
  await install();
  expect(await handle("fetch", { url: `${origin}/api/check-ins` })).toBeUndefined();
  expect(await handle("fetch", { url: `${origin}/api/check-ins`, method: "POST" })).toBeUndefined();
  expect(await handle("fetch", { url: `${origin}/me`, mode: "navigate" })).toBeUndefined();
  expect(await handle("fetch", { url: "https://elsewhere.example/_next/static/x.js" })).toBeUndefined();
});
