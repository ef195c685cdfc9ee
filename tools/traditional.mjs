// @ts-check
// Makes the table of traditional characters and their simplified forms: what ICU's transliterator (Unicode licence)
// changes, of the 5,401 frequent characters of Big5. It needs `uconv` (Debian: icu-devtools).
// usage: node tools/traditional.mjs > src/fingerprint/tables/traditional.txt
import { execFileSync } from "node:child_process";

const PAIRS_A_LINE = 32;
const big5 = new TextDecoder("big5");
const frequent = new Set();
for (let lead = 0xa4; lead <= 0xc6; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    if (lead * 256 + trail <= 0xc67e) frequent.add(big5.decode(Uint8Array.of(lead, trail)));
  }
}
const characters = Array.from({ length: 0xa000 - 0x4e00 }, (_, at) => String.fromCodePoint(0x4e00 + at)).filter((one) => frequent.has(one));
const simplified = execFileSync("uconv", ["-f", "utf-8", "-t", "utf-8", "-x", "Hant-Hans"], { input: characters.join("\n"), encoding: "utf8" }).split("\n");
const pairs = characters.map((one, at) => [one, simplified[at] ?? one]).filter(([one, other]) => one !== other && [...(other ?? "")].length === 1);
for (let at = 0; at < pairs.length; at += PAIRS_A_LINE) {
  console.log(pairs.slice(at, at + PAIRS_A_LINE).map((pair) => pair.join("")).join(" "));
}
