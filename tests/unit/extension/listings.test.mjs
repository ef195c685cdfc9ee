// @ts-check
/** Import and export of listings as the options page does it, on the built core. Run by `node --test tests/unit/extension`. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import * as core from '../../../extension/core/yuantou.js';
import { exportListings, openListings } from '../../../extension/shared/listings/main.js';

core.initSync({ module: await readFile(new URL('../../../extension/core/yuantou_bg.wasm', import.meta.url)) });

/** @typedef {import('../../../extension/shared/listings/main.js').ListingBatch} ListingBatch */

/** @param {BlobPart[]} parts @param {string} name @param {(done: number, all: number) => void} [onProgress] */
async function readAll(parts, name, onProgress) {
  const source = await openListings(/** @type {any} */ (core), new File(parts, name), onProgress);
  /** @type {ListingBatch} */
  const all = { offers: [], faults: [], notes: [] };
  for await (const { offers, faults, notes } of source.batches()) {
    all.offers.push(...offers);
    all.faults.push(...faults);
    all.notes.push(...notes);
  }
  return { ...all, table: source.table };
}

const TABLE = '标题,价格,起批量,图片\r\n"骨瓷勺子, 大",2.30,3,a.jpg\r\n\r\n马丁靴,"12\n",1,"b.jpg;c.jpg"\r\n,5,1,\r\n';
/** A text in an encoding that no encoder of the platform writes. @param {string} text @param {'gb18030' | 'big5'} label */
function inChinese(text, label) {
  const decoder = new TextDecoder(label);
  /** @type {Map<string, number[]>} */
  const codes = new Map();
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Uint8Array.from([...text].flatMap((character) => codes.get(character) ?? [character.charCodeAt(0)]));
}

/** @param {string} text */
const utf16 = (text) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** @type {[string, string, BlobPart][]} */
const TABLES = [
  ['UTF-8', 'a.csv', TABLE],
  ['UTF-8 with a mark', 'a.csv', `\ufeff${TABLE}`],
  ['GB 18030', 'a.csv', inChinese(TABLE, 'gb18030')],
  ['UTF-16', 'a.csv', utf16(TABLE)],
];

for (const [what, name, content] of TABLES) {
  test(`a table in ${what}: offers, and what is left out with its line`, async () => {
    const { offers, faults, table } = await readAll([content], name);
    assert.deepEqual(table?.columns().map(({ column }) => column), ['title', 'price', 'moq', 'images']);
    assert.deepEqual(offers.map((offer) => offer.title), ['骨瓷勺子, 大', '马丁靴']);
    assert.deepEqual(offers[1].images, ['b.jpg', 'c.jpg']);
    assert.deepEqual(offers[1].tiers, [{ from: 1, price: '12' }]);
    assert.deepEqual(faults.map(({ line, kind }) => [line, kind]), [[6, 'nothing_to_find']]);
  });
}

test('Big5 is told from GB 18030, in which the same rows may be saved too', async () => {
  const table = '標題,價格\r\n骨瓷長柄湯勺,2.30\r\n不鏽鋼保溫杯 大容量,19\r\n';
  for (const label of /** @type {const} */ (['big5', 'gb18030'])) {
    const { offers, table: columns } = await readAll([inChinese(table, label)], 'a.csv');
    assert.deepEqual(columns?.columns().map(({ column }) => column), ['title', 'price'], label);
    assert.deepEqual(offers.map(({ title }) => title), ['骨瓷長柄湯勺', '不鏽鋼保溫杯 大容量'], label);
  }
});

test('delimiters are found, and a mapping can be set', async () => {
  for (const content of ['sep=;\r\n品;货值\r\n"杯; 大";3\r\n', '品\t货值\n杯; 大\t3\n', '品;货值\n"杯; 大";3']) {
    const source = await openListings(/** @type {any} */ (core), new File([content], 'a.csv'));
    assert.equal(source.table?.is_useful(), false);
    source.table?.set(0, 'title');
    source.table?.set(1, 'price');
    assert.throws(() => source.table?.set(2, 'price'), { kind: 'input' });
    const batches = [];
    for await (const batch of source.batches()) batches.push(...batch.offers);
    assert.deepEqual(batches, [{ title: '杯; 大', currency: 'CNY', tiers: [{ from: 1, price: '3' }] }]);
  }
});

test('rows across the ends of chunks, with progress up to the end', async () => {
  const rows = Array.from({ length: 40_000 }, (_, row) => `"杯 ""${row}""\r\n大",${row + 1}\r\n`);
  /** @type {number[]} */
  const seen = [];
  const { offers, faults } = await readAll(['title,price\r\n', ...rows], 'long.csv', (done, all) => seen.push(done / all));
  assert.equal(faults.length, 0);
  assert.equal(offers.length, rows.length);
  assert.ok(offers.every((offer, row) => offer.title === `杯 "${row}" 大` && offer.tiers?.[0].price === String(row + 1)));
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.length > 2 && seen.every((part, at) => at === 0 || part > seen[at - 1]));
});

test('a quotation mark that is never closed is told, not read for ever', async () => {
  await assert.rejects(readAll(['title\n"', 'cup\n'.repeat(1_500_000)], 'open.csv'), /line 2: the row does not end/);
});

test('the page gets its turn between batches', async () => {
  const content = `title,price\n${'cup,2\n'.repeat(30_000)}`;
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const source = await openListings(/** @type {any} */ (core), new File([content], 'a.csv'));
  let batches = 0;
  for await (const { offers } of source.batches()) batches += Number(offers.length > 0);
  clearInterval(timer);
  assert.ok(batches >= 60, `${batches} batches`);
  assert.ok(turns > 10, `${turns} turns in ${batches} batches`);
});

test('rows with other cells than columns, without a price, or twice are told', async () => {
  const rows = ['商品ID,标题,价格,运费', '1,勺子,2,面议', '2,杯, 大,3,1', '3,碗', '4,盘,面议', '1,勺子,3,1', '5,锅,9,1,,'];
  for (const name of ['a.csv', 'a.tsv']) {
    const { offers, faults, notes } = await readAll([rows.join('\n').replaceAll(',', name === 'a.csv' ? ',' : '\t')], name);
    assert.deepEqual(offers.map(({ title }) => title), ['勺子', '碗', '勺子', '锅'], name);
    assert.equal(/** @type {any} */ (offers[0]).freight, undefined);
    assert.deepEqual(faults.map(({ line, kind, expected }) => [line, kind, expected]), [[5, 'cell', 'agreed'], [3, 'cells', undefined]]);
    assert.deepEqual(notes.map(({ line, kind, first }) => [line, kind, first]), [[4, 'no_price', undefined], [6, 'again', 2]]);
  }
  const unpriced = await readAll(['标题,图片\n杯,a.jpg\n'], 'a.csv');
  assert.deepEqual([unpriced.notes, unpriced.table?.is_priced()], [[], false]);
});

test('lines of JSON', async () => {
  const lines = ['{"title":"cup"}', '', '{"kind":"item","title":"x"}', 'nonsense', '{"标题":"杯","价格":"¥3"}'];
  const { offers, faults, notes, table } = await readAll([lines.join('\n')], 'a.jsonl');
  assert.equal(table, null);
  assert.deepEqual(offers.map((offer) => offer.title), ['cup', '杯']);
  assert.deepEqual(faults.map(({ line, kind }) => [line, kind]), [[3, 'retail'], [4, 'json']]);
  assert.deepEqual(notes.map(({ line, kind }) => [line, kind]), [[1, 'no_price']]);
});

/** A workbook as Excel writes it: shared texts, styles, gaps, and an empty sheet before. */
function workbook() {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  /** @type {Record<string, string>} */
  const parts = {
    'xl/worksheets/sheet2.xml': `<x:worksheet xmlns:x="y"><x:sheetData><x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c r="B3" t="s"><x:v>1</x:v></x:c><x:c r="D3" t="inlineStr"><x:is><x:t>更新时间</x:t></x:is></x:c><x:c r="AB3" t="s"><x:v>2</x:v></x:c></x:row><x:row r="4"/><x:row r="5"><x:c r="A5" t="str"><x:f>A&amp;B</x:f><x:v>杯 &lt;大&gt;</x:v></x:c><x:c r="B5"><x:v>0.30000000000000004</x:v></x:c><x:c r="D5" s="1"><x:v>46027.354166666664</x:v></x:c><x:c r="AB5"><x:v>6901234567892</x:v></x:c><x:c r="AC5"><x:v>7</x:v></x:c></x:row><x:row r="9"><x:c r="B9"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData/></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}><si><t>货品标题</t><rPh><t>kana</t></rPh></si><si><r><t>单价</t></r><r><t>(元)</t></r></si><si><t>条码</t></si></sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd&quot;x&quot;"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="z"><sheets><sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

test('a workbook', async () => {
  const { offers, faults, notes } = await readAll([/** @type {Uint8Array<ArrayBuffer>} */ (workbook())], 'book.xlsx');
  assert.deepEqual(offers, [{ title: '杯 <大>', currency: 'CNY', tiers: [{ from: 1, price: '0.3' }], gtin: '6901234567892', seen_at: '2026-01-05T08:30:00Z' }]);
  assert.deepEqual(faults.map(({ line, kind }) => [line, kind]), [[9, 'nothing_to_find']]);
  assert.deepEqual(notes.map(({ line, kind }) => [line, kind]), [[5, 'beside']]);
});

test('what is no workbook, or empty, is told', async () => {
  await assert.rejects(readAll(['no workbook'], 'book.xlsx'), /no .xlsx workbook/);
  await assert.rejects(readAll([], 'empty.csv'), /empty/);
});

const OFFERS = [
  {
    platform: '1688', id: '6', title: '=杯 "大"\n', images: ['a b.jpg', 'https://a.example/1,2.jpg'], currency: 'CNY', tiers: [{ from: 3, price: '2.30' }], moq: 3,
    freight: {}, supplier: { name: '厂 <&>', repurchase_rate: 0.4213, flags: ['超级工厂'] }, attributes: { 材质: '陶瓷', '': '' }, gtin: '0690', mix: { number: 5 },
    skus: [{ name: '红 / 大', price: '2.50', stock: 7 }], services: ['7天包换'], seen_at: '2026-01-05T08:30:00Z',
  },
  { title: '靴' },
];

for (const format of /** @type {const} */ (['csv', 'jsonl', 'xlsx'])) {
  test(`importing an export as ${format} changes nothing, for 5,000 listings`, async () => {
    const batches = Array.from({ length: 50 }, (_, batch) => Array.from({ length: 100 }, (_, row) => ({ ...OFFERS[(batch + row) % 2], dispatch: `${batch}/${row}` })));
    const blob = await exportListings(/** @type {any} */ (core), batches, format);
    const { offers, faults } = await readAll([blob], `all.${format}`);
    assert.deepEqual(faults, []);
    assert.deepEqual(offers.map(({ kind: _, ...offer }) => offer), batches.flat());
  });
}
