// @ts-check
// The text of a file in whatever encoding spreadsheets save it, a chunk at a time.
import { chineseOf } from "./encoding.js";

/** Bytes read at once: the page stays alive between two chunks. */
export const CHUNK = 256 * 1024;

/** @typedef {(done: number, all: number) => void} OnProgress Bytes of the file */

/**
 * The bytes of a file.
 * @param {Blob} file @param {OnProgress} [onProgress] @param {number} [size]
 */
export async function* chunksOf(file, onProgress, size = CHUNK) {
  for (let start = 0; start < file.size; start += size) {
    const end = Math.min(start + size, file.size);
    yield { bytes: new Uint8Array(await file.slice(start, end).arrayBuffer()), last: end === file.size };
    onProgress?.(end, file.size);
  }
}

/**
 * Its text. The encoding is told by the byte order mark, or by the first chunk that is not ASCII: UTF-8 if it is that,
 * else GB 18030 or Big5, in which older Chinese spreadsheets are saved.
 * @param {Blob} file @param {OnProgress} [onProgress]
 */
export async function* textOf(file, onProgress) {
  /** @type {TextDecoder | undefined} */
  let decoder;
  let first = true;
  for await (const { bytes, last } of chunksOf(file, onProgress)) {
    const label = decoder ? undefined : encodingOf(bytes, first, last);
    if (label) decoder = new TextDecoder(label);
    first = false;
    yield (decoder ?? new TextDecoder()).decode(bytes, { stream: Boolean(decoder) && !last });
  }
}

/**
 * @param {Uint8Array} bytes @param {boolean} first @param {boolean} last
 * @returns {string | undefined} Nothing as long as all is ASCII
 */
function encodingOf(bytes, first, last) {
  if (first) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
    // UTF-16 without a mark: every other byte of ASCII text is zero.
    if (bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
    if (bytes[0] === 0 && bytes[2] === 0) return "utf-16be";
  }
  if (bytes.every((byte) => byte < 0x80)) return undefined;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !last });
    return "utf-8";
  } catch {
    return chineseOf(bytes);
  }
}
