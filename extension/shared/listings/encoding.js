// @ts-check
// Which of the two Chinese encodings older spreadsheets save in: GB 18030 or Big5. Almost any bytes of the one can be read
// as the other, but as rare characters: the reading with more of the frequent ones is the right one.

/** The rows of frequent characters in each: level 1 of GB 2312 and of Big5. */
const FREQUENT = /** @type {const} */ ([["gb18030", 0xb0, 0xd7, 0xa1], ["big5", 0xa4, 0xc6, 0x40]]);
/** Enough to tell by. */
const MOST = 8192;

/** @type {Set<string> | undefined} */
let known;

/** The frequent characters of both kinds of Chinese. */
function frequent() {
  if (known) return known;
  known = new Set();
  for (const [label, first, last, from] of FREQUENT) {
    const bytes = [];
    for (let lead = first; lead <= last; lead += 1) for (let trail = from; trail <= 0xfe; trail += 1) if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail);
    for (const character of new TextDecoder(label).decode(Uint8Array.from(bytes))) if (/\p{Script=Han}/u.test(character)) known.add(character);
  }
  return known;
}

/** How many of a reading's characters beyond ASCII are frequent ones, 0–1. @param {Uint8Array} bytes @param {"gb18030" | "big5"} label */
function share(bytes, label) {
  const all = [...new TextDecoder(label).decode(bytes).replace(/[\0-\x7f\u3000-\u3011\uff01-\uff5e、。·]/g, "")];
  return all.length ? all.filter((character) => frequent().has(character)).length / all.length : 0;
}

/** @param {Uint8Array} bytes The first of a file that are not ASCII, and no UTF-8 @returns {"gb18030" | "big5"} */
export function chineseOf(bytes) {
  const start = bytes.findIndex((byte) => byte >= 0x80);
  // A row that is cut in the middle of a character says as little of the one as of the other.
  const some = bytes.subarray(Math.max(0, start), start + MOST);
  return share(some, "big5") > share(some, "gb18030") ? "big5" : "gb18030";
}
