// @ts-check
// The shop's own pictures, through the outbox: from allowed hosts only, and never much of it.
import { api } from "../../shared/api.js";
import { core } from "../engine.js";
import { send } from "./outbox.js";
import { sizeOf } from "./picture_size.js";

const MAX_BYTES = 8 * 1024 * 1024;
/** How long a server may take to answer, and a picture in all; a badge waits less (`query.js`). */
const ANSWER_MS = 8000;
const MAX_MS = 12_000;
const MAX_IN_FLIGHT = 12;
const MAX_KEPT = 160;

/** Why a picture could not be had, in a word that the core and the popup understand. */
export class PictureError extends Error {
  /** @param {"address" | "host" | "status" | "type" | "size" | "timeout" | "network"} code @param {string} detail */
  constructor(code, detail) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Promises, not results: two askers of one address share one fetch. @type {Map<string, Promise<Blob>>} */
const kept = new Map();

/**
 * One picture.
 * @param {string} address
 * @param {string} page The page that shows it; its own host is allowed where the shopper's click ran us there.
 */
export function picture(address, page) {
  let found = kept.get(address);
  if (!found) {
    found = slot(() => get(address, page));
    found.catch(() => kept.delete(address));
  }
  // Last used, last thrown out.
  kept.delete(address);
  kept.set(address, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return found;
}

/** Forgets every picture. */
export const forgetPictures = () => kept.clear();

/** The picture of a record's address if it was fetched before, be it by the address of a thumbnail. @param {string} address */
export async function already(address) {
  const exact = kept.get(address);
  if (exact) return exact;
  const { module } = await core();
  const identity = module.picture_identity(address);
  for (const [known, blob] of kept) if (module.picture_identity(known) === identity) return blob;
  return undefined;
}

/** @param {string} address @param {string} page @returns {Promise<Blob>} */
async function get(address, page) {
  const url = await permitted(address, page);
  const abort = new AbortController();
  const began = performance.now();
  const end = () => abort.abort();
  let timer = setTimeout(end, ANSWER_MS);
  try {
    const answer = await send(url, { purpose: "picture", signal: abort.signal });
    clearTimeout(timer);
    timer = setTimeout(end, MAX_MS - (performance.now() - began));
    if (!answer.ok) throw new PictureError("status", String(answer.status));
    const type = answer.headers.get("content-type") ?? "";
    if (type && !/^(image\/|application\/octet-stream)/i.test(type)) throw new PictureError("type", type.slice(0, 60));
    return await body(answer, type, abort);
  } catch (error) {
    if (error instanceof PictureError) throw error;
    if (abort.signal.aborted) throw new PictureError("timeout", `${Math.round(performance.now() - began)} ms`);
    throw new PictureError("network", String(/** @type {any} */ (error)?.message ?? error));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The body, given up as soon as it is larger than a picture has any business to be.
 * @param {globalThis.Response} answer @param {string} type @param {AbortController} abort
 */
async function body(answer, type, abort) {
  const tooBig = () => {
    abort.abort();
    return new PictureError("size", `over ${MAX_BYTES} bytes`);
  };
  if (Number(answer.headers.get("content-length")) > MAX_BYTES) throw tooBig();
  const parts = [];
  let size = 0;
  const reader = answer.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BYTES) throw tooBig();
    parts.push(value);
  }
  if (!size) throw new PictureError("size", "empty");
  const blob = new Blob(parts, { type });
  const most = (await core()).module.limits().picture_pixels;
  const { width, height } = sizeOf(new Uint8Array(await blob.arrayBuffer())) ?? { width: 0, height: 0 };
  if (width * height > most) throw new PictureError("size", `the picture is too large: ${width} × ${height}`);
  return blob;
}

/** @param {string} address @param {string} page */
async function permitted(address, page) {
  let url;
  try {
    url = new URL(address, page || undefined);
  } catch {
    throw new PictureError("address", address.slice(0, 80));
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new PictureError("address", url.protocol);
  url.username = url.password = "";
  if (url.hostname !== hostOf(page) && !(await hostAllowed(url))) throw new PictureError("host", url.hostname);
  return url.href;
}

/** @type {Map<string, Promise<boolean>>} */
const allowed = new Map();
api.permissions.onAdded.addListener(() => allowed.clear());
api.permissions.onRemoved.addListener(() => allowed.clear());

/** @param {URL} url */
function hostAllowed(url) {
  const origin = `${url.protocol}//${url.hostname}/*`;
  let answer = allowed.get(origin);
  if (!answer) {
    answer = api.permissions.contains({ origins: [origin] });
    allowed.set(origin, answer);
  }
  return answer;
}

/** @param {string} page */
function hostOf(page) {
  try {
    return new URL(page).hostname;
  } catch {
    return "";
  }
}

let free = MAX_IN_FLIGHT;
/** @type {(() => void)[]} */
const queue = [];

/** Runs `work` when fewer than the most allowed are running. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
async function slot(work) {
  if (free > 0) free -= 1;
  else await new Promise((go) => queue.push(() => go(undefined)));
  try {
    return await work();
  } finally {
    // The slot goes straight to the next in line, so that nobody slips in between.
    const next = queue.shift();
    if (next) next();
    else free += 1;
  }
}
