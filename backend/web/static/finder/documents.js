// Finder: the published documents as they come from our server: checked, and kept nowhere.

import { toMinute } from "./clock.js";

const FORMAT = 1;
const MANIFEST = "/published/manifest.json";
const NAME = /^[a-z]+\.[0-9a-f]{64}\.json$/;

/**
 * Returns what is published now: `manifest`, `publishedMinute` (UTC minutes), and `read(name)`.
 *
 * `read` fetches a document such as "places" and resolves to its body, or to null where the
 * manifest does not name one. Both reject with an Error whose `code` is "offline" (nobody we
 * believe answered), "nothing-published", "document-damaged" or "document-newer".
 * @param {{base?: string, fetch?: typeof window.fetch}} [world]
 * @returns {Promise<Documents>}
 */
export async function openDocuments({ base = "", fetch: load = self.fetch.bind(self) } = {}) {
  const answer = await asked(load, base + MANIFEST, "no-cache");
  if (!answer.ok) throw refusal(answer);
  /** @type {Manifest} */
  const manifest = parsed(await bytesOf(answer), "manifest");
  const publishedMinute = toMinute(new Date(manifest.published_at));
  if (!Array.isArray(manifest.documents) || !Number.isFinite(publishedMinute)) {
    throw trouble("document-damaged", "manifest");
  }
  /** @type {Documents["read"]} */
  const read = async (name) => {
    const entry = manifest.documents.find(({ document }) => document === name);
    return entry ? fetched(load, base, entry) : null;
  };
  return { manifest, publishedMinute, read };
}

/** @type {(load: typeof fetch, base: string, entry: Entry) => Promise<any>} */
async function fetched(load, base, { document: kind, name, size, sha256 }) {
  if (!NAME.test(name)) throw trouble("document-damaged", kind);
  // Its name holds its hash: what a cache has under it can only be the same.
  const answer = await asked(load, `${base}/published/${name}`, "default");
  if (!answer.ok) throw trouble("offline", `${kind}: ${answer.status}`);
  const bytes = await bytesOf(answer);
  // The hash is worked out beside the reading; what was read counts once the hash is right.
  const hashed = isAnother(bytes, sha256);
  const reading = Promise.resolve().then(() => parsed(bytes, kind));
  const [isWrong] = await Promise.all([hashed, reading.catch(() => null)]);
  if (bytes.byteLength !== size || isWrong) throw trouble("document-damaged", kind);
  return reading;
}

/** @type {(load: typeof fetch, address: string, cache: RequestCache) => Promise<Response>} */
async function asked(load, address, cache) {
  try {
    return await load(address, { cache, credentials: "omit", referrerPolicy: "no-referrer" });
  } catch (error) {
    throw trouble("offline", String(error));
  }
}

/** @type {(answer: Response) => Promise<ArrayBuffer>} */
async function bytesOf(answer) {
  try {
    return await answer.arrayBuffer();
  } catch (error) {
    throw trouble("offline", String(error));
  }
}

// Browsers lend their hashes to secure contexts alone; elsewhere the length must do.
/** @type {(bytes: ArrayBuffer, sha256: string) => Promise<boolean>} */
async function isAnother(bytes, sha256) {
  if (!self.crypto || !self.crypto.subtle) return false;
  const digest = new Uint8Array(await self.crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256;
}

/** @type {(bytes: ArrayBuffer, kind: string) => any} */
function parsed(bytes, kind) {
  let body;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw trouble("document-damaged", kind);
  }
  if (typeof body !== "object" || body === null) throw trouble("document-damaged", kind);
  if (Number.isInteger(body.format) && body.format > FORMAT) throw trouble("document-newer", kind);
  return body;
}

// Only our server's own word counts: a 503 of something between may come from anywhere.
/** @type {(answer: Response) => Error} */
function refusal(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  const isOurs = answer.status === 503 && kind.startsWith("application/problem+json");
  return trouble(isOurs ? "nothing-published" : "offline", `manifest: ${answer.status}`);
}

/** @type {(code: string, detail: string) => Error & {code: string}} */
function trouble(code, detail) {
  return Object.assign(new Error(`${code}: ${detail}`), { code });
}
