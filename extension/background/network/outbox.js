// @ts-check
// The one place from which anything leaves the browser: without cookies, without a referrer, and never unrecorded.
import { note } from "../../shared/log.js";

/** @typedef {import("../../types").Sent} Sent */

let last = 0;

/** @param {string} address @param {Sent["purpose"]} purpose @returns {Sent} */
function begin(address, purpose) {
  const at = Date.now();
  // By time, and no two the same: a worker that starts again goes on after the last.
  last = Math.max(last + 1, at * 1000);
  const entry = { id: last, at, host: new URL(address).host, purpose, outcome: /** @type {const} */ ("sent"), bytes: 0 };
  note(entry);
  return entry;
}

/**
 * Fetches something off the extension. The answer's body may be read as ever; how much of it came is written down.
 * @param {string} address
 * @param {{ purpose: Sent["purpose"], signal?: AbortSignal, headers?: Record<string, string>, cache?: RequestCache }} options
 * @returns {Promise<globalThis.Response>}
 */
export async function send(address, { purpose, signal, headers, cache }) {
  const entry = begin(address, purpose);
  let answer;
  try {
    answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", signal, headers, cache });
  } catch (error) {
    note(Object.assign(entry, { outcome: signal?.aborted ? "given_up" : "failed" }));
    throw error;
  }
  note(Object.assign(entry, { outcome: answer.ok ? "ok" : "refused", status: answer.status }));
  return answer.body ? counted(answer, answer.body, entry) : answer;
}

/** A tab that the shopper's own click opened at a marketplace: its address says what is searched for. @param {string} address */
export function opened(address) {
  note(Object.assign(begin(address, "search"), { outcome: "ok" }));
}

/**
 * The same answer, whose body counts what is read of it.
 * @param {globalThis.Response} answer @param {ReadableStream<Uint8Array<ArrayBuffer>>} body @param {Sent} entry
 */
function counted({ status, statusText, headers }, body, entry) {
  const reader = body.getReader();
  /** @type {UnderlyingSource<Uint8Array<ArrayBuffer>>} */
  const source = {
    async pull(out) {
      try {
        const { done, value } = await reader.read();
        if (value) entry.bytes += value.byteLength;
        if (!done) return out.enqueue(value);
        note(entry);
        out.close();
      } catch (error) {
        note(Object.assign(entry, { outcome: "given_up" }));
        throw error;
      }
    },
    cancel(reason) {
      note(Object.assign(entry, { outcome: "given_up" }));
      return reader.cancel(reason);
    },
  };
  // Read only when asked: what nobody wants is not loaded.
  return new Response(new ReadableStream(source, { highWaterMark: 0 }), { status, statusText, headers });
}
