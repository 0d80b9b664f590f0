// Keeps the door's page on the device: its shell and the files that the shell names by their hashes, so that it opens without network.
// It keeps nothing else, and sees no other page: its scope is /scan.
const shell = "/scan";
const hashed = "/_next/static/";
const cacheName = "speckit.door";
const patience = 2000; // milliseconds for a newer shell where there is one

self.addEventListener("install", (event) => {
  event.waitUntil(
    fetch(shell, { cache: "no-cache" })
      .then(keepShell)
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && pathname === shell) event.respondWith(page(event));
  else if (pathname.startsWith(hashed)) event.respondWith(file(event.request));
});

/** The newest shell if the server gives it in time, else the kept one. */
async function page(event) {
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => keepShell(response.clone())).catch(() => {}));
  const kept = await caches.match(shell, { cacheName, ignoreVary: true });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, patience, null));
  const answer = await Promise.race([fresh.catch(() => null), late]);
  return answer?.ok ? answer : kept;
}

/** A file that never changes under its name. */
async function file(request) {
  const kept = await caches.match(request, { cacheName, ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    void caches.open(cacheName).then((cache) => cache.put(request, copy));
  }
  return response;
}

/** Keeps a shell once all files that it names are here: an older one works until then. Files of the older one go with it. */
async function keepShell(response) {
  if (!response.ok) throw new Error(`the page is not there: ${response.status}`);
  const cache = await caches.open(cacheName);
  const text = await response.clone().text();
  const before = await (await cache.match(shell))?.text();
  if (text === before) return;
  const names = new Set(text.match(/\/_next\/static\/[\w./~-]+\.\w+/g));
  const kept = await cache.keys();
  const have = new Set(kept.map(({ url }) => new URL(url).pathname));
  await cache.addAll([...names].filter((name) => !have.has(name)));
  await cache.put(shell, response);
  const gone = kept.filter(({ url }) => new URL(url).pathname.startsWith(hashed) && !names.has(new URL(url).pathname));
  await Promise.all(gone.map((request) => cache.delete(request)));
}
