// Draws the extension's icons, 16 to 128, from one drawing: a drop over the ripple it leaves, the spring that 源 means.
import { mkdir } from "node:fs/promises";
import sharp from "sharp";

const SIZES = [16, 24, 32, 48, 128];
const folder = new URL("../extension/icons/", import.meta.url);

/** Small icons get thicker lines and no second ripple. @param {number} size */
function drawing(size) {
  const small = size < 32;
  const line = small ? 10 : 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="${size}" height="${size}">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#12937b"/><stop offset="1" stop-color="#075246"/></linearGradient>
    <linearGradient id="drop" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#c9f2e6"/></linearGradient>
  </defs>
  <rect x="${small ? 0 : 4}" y="${small ? 0 : 4}" width="${small ? 128 : 120}" height="${small ? 128 : 120}" rx="30" fill="url(#ground)"/>
  <path d="M64 13c16 20 25 33 25 46a25 25 0 0 1-50 0c0-13 9-26 25-46z" fill="url(#drop)"/>
  <path d="M20 101q15-17 30 0q14 16 28 0q15-17 30 0" fill="none" stroke="#ffffff" stroke-width="${line}" stroke-linecap="round"/>
</svg>`;
}

await mkdir(folder, { recursive: true });
for (const size of SIZES) {
  await sharp(Buffer.from(drawing(size)), { density: 288 }).resize(size, size).png({ compressionLevel: 9 }).toFile(new URL(`${size}.png`, folder).pathname);
}
