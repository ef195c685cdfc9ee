// @ts-check
// How large a picture is, from its first bytes: a few kilobytes can claim a picture that takes the browser a second and a
// gigabyte to decode, so it is asked before.

/**
 * Width and height as the header of a PNG, JPEG, GIF, WebP, BMP or AVIF has them; null for what is none of these or is cut
 * off, which the browser's own decoder then judges.
 * @param {Uint8Array} bytes The start of the file; a JPEG's size may stand after a long thumbnail
 * @returns {{ width: number, height: number } | null}
 */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const start = text(bytes, 0, 4);
    if (start === "\x89PNG") return { width: view.getUint32(16), height: view.getUint32(20) };
    if (start === "GIF8") return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (start === "RIFF" && text(bytes, 8, 4) === "WEBP") return webp(bytes, view);
    if (start.startsWith("BM")) return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
    if (text(bytes, 4, 4) === "ftyp") return avif(bytes, view);
  } catch (error) {
    // Past the end of a file that is cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} length */
const text = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));

/** @param {DataView} view */
function jpeg(view) {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // A filler byte, or a marker without a length.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    // The frame header, of any coding but the tables that share its range.
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + view.getUint16(at + 2);
  }
}

/** @param {Uint8Array} bytes @param {DataView} view */
function webp(bytes, view) {
  const kind = text(bytes, 12, 4);
  const three = (/** @type {number} */ at) => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
  if (kind === "VP8X") return { width: 1 + three(24), height: 1 + three(27) };
  if (kind === "VP8 ") return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== "VP8L") return null;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/**
 * The largest of the sizes (`ispe` boxes) that an AVIF's properties name: one of a grid's tiles is smaller than the whole.
 * @param {Uint8Array} bytes @param {DataView} view
 */
function avif(bytes, view) {
  if (!/^ftyp(avi[fs]|mi[fa]1|msf1|hei[cx])/.test(text(bytes, 4, 8))) return null;
  /** @type {{ width: number, height: number } | null} */
  let largest = null;
  const end = Math.min(bytes.length - 16, 65_536);
  for (let at = 8; at <= end; at += 1) {
    if (bytes[at] !== 0x69 || text(bytes, at, 4) !== "ispe") continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || width * height > largest.width * largest.height) largest = { width, height };
  }
  return largest;
}
