// @ts-check
// Stretches of files on a static host. Whatever a server does wrong is told by its name, for the options page.
import { send } from "./outbox.js";
import { StoreError } from "../catalogue/store/database.js";

/** A file that comes whole is read to the wanted end, if that is no further than this. */
const MOST_UNASKED = 256 * 1024;
/** Where a server does not say when to come back. */
const PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** @typedef {"network" | "missing" | "range" | "busy" | "status" | "html" | "gzip" | "no_ranges" | "slow" | "long" | "unsigned" | "other_key" | "signature" | "permission" | "quota"} FaultKind */

/** What is wrong with a pack's server; `pause`: how long to leave it alone. */
export class PackFault extends Error {
  /** @param {FaultKind} kind @param {string} message @param {number} [pause] Milliseconds */
  constructor(kind, message, pause = 0) {
    super(message);
    this.kind = kind;
    this.pause = pause;
  }
}

/**
 * A stretch of a file, as far as the file goes.
 * @param {string} address @param {number} start @param {number} length @param {number} ms
 * @returns {Promise<Uint8Array>}
 */
export function fetchStretch(address, start, length, ms) {
  return within(ms, async (signal) => {
    const answer = await reach(address, { signal, headers: { range: `bytes=${start}-${start + length - 1}` } });
    if (answer.status === 206) {
      const encoding = answer.headers.get("content-encoding");
      if (encoding && encoding !== "identity") throw new PackFault("gzip", `the server compresses ranges (${encoding}), which makes their bytes useless`, PAUSE_MS);
      const from = /^bytes (\d+)-/.exec(answer.headers.get("content-range") ?? "")?.[1];
      if (from !== undefined && Number(from) !== start) throw new PackFault("no_ranges", `the server answers another range than the one asked for (${from} instead of ${start})`, PAUSE_MS);
      return read(answer, length);
    }
    if (start + length > MOST_UNASKED) {
      await answer.body?.cancel().catch(() => {});
      throw new PackFault("no_ranges", "the server does not answer ranges, and its files are too large to load whole", PAUSE_MS);
    }
    return (await read(answer, start + length, true)).subarray(start);
  });
}

/**
 * A whole file.
 * @param {string} address @param {number} most Bytes @param {number} ms @param {RequestCache} [cache]
 */
export function fetchFile(address, most, ms, cache) {
  return within(ms, async (signal) => read(await reach(address, { signal, cache }), most, false, true));
}

/**
 * A whole file, part by part as it comes: large ones are never held.
 * @param {string} address @param {number} most Bytes @param {number} ms @param {(part: Uint8Array) => Promise<void>} take Waited for before the next part
 */
export function fetchParts(address, most, ms, take) {
  return within(ms, async (signal) => {
    let size = 0;
    const reader = (await reach(address, { signal })).body?.getReader();
    try {
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        size += value.byteLength;
        if (size > most) throw tooLong();
        await take(value);
      }
    } catch (error) {
      // Nobody takes the rest.
      await reader?.cancel().catch(() => {});
      throw error;
    }
  });
}

const tooLong = () => new PackFault("long", "the server sends more than was asked for", PAUSE_MS);

/** @param {string} address @param {{ signal: AbortSignal, headers?: Record<string, string>, cache?: RequestCache }} options */
async function reach(address, options) {
  const answer = await send(address, { purpose: "pack", ...options });
  if (answer.ok && /^text\/html\b/i.test(answer.headers.get("content-type") ?? "")) {
    await answer.body?.cancel().catch(() => {});
    throw new PackFault("html", "the server answers with a web page where a file should be", PAUSE_MS);
  }
  if (answer.ok) return answer;
  await answer.body?.cancel().catch(() => {});
  switch (answer.status) {
    case 404:
    case 410:
      throw new PackFault("missing", `a file of the pack is not there (${answer.status})`);
    case 416:
      throw new PackFault("range", "a file of the pack is shorter than its index says (416)");
    case 429:
    case 503:
      throw new PackFault("busy", `the server asks for a pause (${answer.status})`, pauseOf(answer.headers.get("retry-after")));
    default:
      throw new PackFault("status", `the server answers ${answer.status}`, PAUSE_MS);
  }
}

/** @param {string | null} after Seconds or a date */
function pauseOf(after) {
  if (!after) return PAUSE_MS;
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), LONGEST_PAUSE_MS) : PAUSE_MS;
}

/**
 * Up to so many bytes of a body.
 * @param {globalThis.Response} answer @param {number} most @param {boolean} [leave] More is left unread @param {boolean} [refuse] More is a fault
 */
async function read(answer, most, leave = false, refuse = !leave) {
  const bytes = new Uint8Array(most);
  let size = 0;
  const reader = answer.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (size + value.byteLength > most) {
      await reader.cancel().catch(() => {});
      if (refuse) throw tooLong();
      bytes.set(value.subarray(0, most - size), size);
      return bytes;
    }
    bytes.set(value, size);
    size += value.byteLength;
  }
  return bytes.subarray(0, size);
}

/** @template T @param {number} ms @param {(signal: AbortSignal) => Promise<T>} work @returns {Promise<T>} */
async function within(ms, work) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ms);
  try {
    return await work(abort.signal);
  } catch (error) {
    if (error instanceof PackFault || error instanceof StoreError) throw error;
    if (abort.signal.aborted) throw new PackFault("slow", `no whole answer within ${ms} ms`);
    throw new PackFault("network", String(/** @type {any} */ (error)?.message ?? error));
  } finally {
    clearTimeout(timer);
  }
}
