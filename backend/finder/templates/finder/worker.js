// The worker: the pages and the list where there is no signal. It knows nothing of anybody.
"use strict";
/** @type {Told} */
const TOLD = {{ told | safe }};
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const KEPT = `umay-${TOLD.version}`;
const PATIENCE_MS = 4000;
const ASSETS = `/static/v${TOLD.version}/`;
const SCRIPTS = TOLD.scripts.map((name) => ASSETS + name);
const OTHERS = [
  "umay.svg", "vendor/bundles/resident.css", "vendor/fonts/regular.woff2", "vendor/fonts/bold.woff2",
  "vendor/leaflet/leaflet.js", "vendor/leaflet/leaflet.css",
].map((name) => ASSETS + name);
const ELSEWHERE = TOLD.elsewhere;
const MANIFEST = "/published/manifest.json";

// A new version takes over only once it holds what the one before held.
worker.addEventListener("install", (event) => event.waitUntil((async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    if (name === KEPT) continue;
    for (const { url } of await (await caches.open(name)).keys()) {
      const { pathname, search } = new URL(url);
      if (!/^\/(static|published)\//.test(pathname)) pages.push(pathname + search);
    }
  }
  if (pages.length) await keep(pages);
  await worker.skipWaiting();
})()));
worker.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await worker.clients.claim();
})()));

worker.addEventListener("message", (event) => event.waitUntil((async () => {
  try {
    await keep(event.data.keep);
    event.ports[0].postMessage("kept");
  } catch (error) {
    event.ports[0].postMessage("refused");
  }
})()));

/** @type {(pages: string[]) => Promise<void>} */
async function keep(pages) {
  const kept = await caches.open(KEPT);
  await Promise.all(pages.map((page) => renew(kept, page)));
  // A script that this version does not have is no reason to keep nothing.
  await Promise.all([...SCRIPTS, ...OTHERS].map((each) => renew(kept, each).catch(() => {})));
  await keepList(kept, await fetch(MANIFEST, { cache: "no-cache", credentials: "omit" }));
}

// The manifest goes in last: what it names is then there, whenever the signal goes.
/** @type {(kept: Cache, answer: Response) => Promise<void>} */
async function keepList(kept, answer) {
  /** @type {Listed} */
  const manifest = await answer.clone().json();
  const names = manifest.documents.map(({ name }) => `/published/${name}`);
  await Promise.all(names.map(async (name) => (await kept.match(name)) || renew(kept, name)));
  await kept.put(MANIFEST, answer);
  for (const { url } of await kept.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/published/") && pathname !== MANIFEST && !names.includes(pathname)) await kept.delete(pathname);
  }
}

/** @type {(kept: Cache, address: string) => Promise<Response>} */
async function renew(kept, address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await kept.put(address, answer.clone());
  return answer;
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin || /^\/(api|console|portal|account|offer|confirm)(\/|$)/.test(pathname)) return;
  if (request.method === "POST" && request.mode === "navigate") event.respondWith(fetch(request).catch(() => withoutSignal(request)));
  if (request.method !== "GET") return;
  if (pathname === "/leave") event.respondWith(leave(request));
  else if (pathname.startsWith(ASSETS) || /^\/published\/[a-z]+\.[0-9a-f]{64}/.test(pathname)) event.respondWith(keptFirst(request, pathname));
  else event.respondWith(freshFirst(event, pathname));
});

/** @type {(request: Request) => Promise<Response>} */
async function leave(request) {
  try {
    return await fetch(request);
  } catch (error) {
    for (const name of await caches.keys()) await caches.delete(name);
    await worker.registration.unregister();
    return Response.redirect(ELSEWHERE, 303);
  }
}

// What cannot be had and was not kept: a page of ours says so, not one of the browser's.
/** @type {(request: Request) => Promise<Response>} */
async function withoutSignal(request) {
  const kept = await caches.open(KEPT);
  const { search } = new URL(request.url);
  const page = "/about/offline";
  return (await kept.match(page + search)) || (await kept.match(page, { ignoreSearch: true })) || Response.error();
}

/** @type {(request: Request, pathname: string) => Promise<Response>} */
async function keptFirst(request, pathname) {
  const kept = await caches.open(KEPT);
  const held = await kept.match(pathname);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(pathname, answer.clone());
  return answer;
}

// With a signal the newest; without one, or with one that takes too long, what is held.
/** @type {(event: FetchEvent, pathname: string) => Promise<Response>} */
async function freshFirst(event, pathname) {
  const { request } = event;
  const kept = await caches.open(KEPT);
  const search = new URL(request.url).search;
  const key = pathname.startsWith("/places/") ? `/${search}` : pathname + search;
  const held = (await kept.match(pathname + search)) || (await kept.match(key));
  const fresh = fetch(request).then(async (answer) => {
    // The server is away and nginx answers for it: the list that is held says more.
    if (held && request.mode === "navigate" && answer.status > 501) return marked(held);
    if (!held || !answer.ok || pathname + search !== key) return answer;
    const copy = answer.clone();
    event.waitUntil(pathname === MANIFEST ? keepList(kept, copy).catch(() => {}) : kept.put(key, copy));
    return answer;
  });
  if (!held) return request.mode === "navigate" ? fresh.catch(() => withoutSignal(request)) : fresh;
  const late = new Promise((done) => { setTimeout(() => done(marked(held)), PATIENCE_MS); });
  return Promise.race([fresh.catch(() => marked(held)), late]);
}

// The clock is not put right by the date of an old answer.
/** @type {(held: Response) => Response} */
function marked(held) {
  const headers = new Headers(held.headers);
  headers.set("X-Kept", "1");
  return new Response(held.clone().body, { status: held.status, headers });
}
