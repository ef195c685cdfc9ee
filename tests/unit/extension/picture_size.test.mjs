// @ts-check
/** The size of a picture from its header, against a real encoder's files. Run by `node --test tests/unit/extension`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { readFile } from 'node:fs/promises';
import { sizeOf } from '../../../extension/background/network/picture_size.js';
import { initSync, limits } from '../../../extension/core/yuantou.js';

/** @param {number} width @param {number} height @param {number} [channels] */
const drawn = (width, height, channels = 3) => sharp({ create: { width, height, channels: /** @type {3 | 4} */ (channels), background: { r: 200, g: 120, b: 40, alpha: 0.5 } } });

/** @type {[string, (picture: sharp.Sharp) => Promise<Buffer>, number?][]} */
const FORMATS = [
  ['PNG', (picture) => picture.png().toBuffer()],
  ['JPEG', (picture) => picture.jpeg().toBuffer()],
  ['progressive JPEG', (picture) => picture.jpeg({ progressive: true }).toBuffer()],
  ['JPEG after 60 kB of other segments', (picture) => picture.withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${'x'.repeat(60_000)}</x:xmpmeta>`).jpeg().toBuffer()],
  ['lossy WebP', (picture) => picture.webp({ quality: 60 }).toBuffer()],
  ['lossless WebP', (picture) => picture.webp({ lossless: true }).toBuffer()],
  ['extended WebP', (picture) => picture.webp({ quality: 60 }).toBuffer(), 4],
  ['GIF', (picture) => picture.gif().toBuffer()],
  ['AVIF', (picture) => picture.avif({ effort: 0 }).toBuffer()],
];

for (const [format, encode, channels] of FORMATS) {
  test(`${format}: its size, and no error wherever it is cut off`, async () => {
    for (const [width, height] of [[321, 123], [64, 900]]) {
      const bytes = await encode(drawn(width, height, channels));
      assert.deepEqual(sizeOf(bytes), { width, height });
      for (let length = 0; length < Math.min(bytes.length, 300); length += 1) {
        const cut = sizeOf(bytes.subarray(0, length));
        assert.ok(cut === null || (cut.width === width && cut.height === height), `${length} bytes: ${JSON.stringify(cut)}`);
      }
    }
  });
}

test('a picture in a part of a larger buffer', async () => {
  const bytes = await drawn(30, 20).png().toBuffer();
  const padded = new Uint8Array(bytes.length + 7);
  padded.set(bytes, 7);
  assert.deepEqual(sizeOf(padded.subarray(7)), { width: 30, height: 20 });
});

test('what is no picture has no size', () => {
  for (const text of ['', 'G', '<svg width="99999" height="99999"/>', '{"width": 9}', '\xff\xd8', `\0\0\0\x1cftypmp42${'x'.repeat(40)}`]) {
    assert.equal(sizeOf(Buffer.from(text, 'latin1')), null, text);
  }
});

test('50 megapixels are too many, the largest camera pictures of shops are not', async () => {
  initSync({ module: await readFile(new URL('../../../extension/core/yuantou_bg.wasm', import.meta.url)) });
  const most = limits().picture_pixels;
  const { width, height } = sizeOf(await drawn(8000, 6250).png({ compressionLevel: 9 }).toBuffer()) ?? { width: 0, height: 0 };
  assert.ok(width * height > most);
  assert.ok(5000 * 4000 < most);
});
