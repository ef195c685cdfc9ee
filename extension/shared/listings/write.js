// @ts-check
// Files of listings: CSV, JSON Lines, and a workbook with one sheet.
import { strToU8, Zip, ZipDeflate } from "fflate";

/** What Excel's sheets can hold. */
const SHEET_ROWS = 1_048_576;
const CELL = 32_767;

/** @typedef {AsyncIterable<string[][]> | Iterable<string[][]>} Batches Rows, header first */

/** @param {Batches} batches @returns {Promise<Blob>} */
export async function csvOf(batches) {
  // Without the mark Excel takes the file for the system's own encoding, and Chinese is lost.
  const parts = ["\ufeff"];
  for await (const rows of batches) parts.push(rows.map((cells) => cells.map(quoted).join(",") + "\r\n").join(""));
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

/** @param {string} cell */
const quoted = (cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** @param {AsyncIterable<object[]> | Iterable<object[]>} batches Records @returns {Promise<Blob>} */
export async function linesOf(batches) {
  const parts = [];
  for await (const records of batches) parts.push(records.map((record) => JSON.stringify(record) + "\n").join(""));
  return new Blob(parts, { type: "application/jsonl" });
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** All of a workbook but its sheet. */
const PARTS = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="listings" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** @param {Batches} batches @returns {Promise<Blob>} */
export async function workbookOf(batches) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const bytes = [];
  /** @type {unknown} */
  let fault;
  const archive = new Zip((error, piece) => {
    fault ??= error;
    if (piece) bytes.push(/** @type {Uint8Array<ArrayBuffer>} */ (piece));
  });
  /** @param {string} name */
  const entry = (name) => {
    const made = new ZipDeflate(name, { level: 6 });
    // The same listings are the same bytes.
    made.mtime = new Date(1980, 0, 1);
    archive.add(made);
    return made;
  };
  for (const [name, xml] of Object.entries(PARTS)) entry(name).push(strToU8(HEAD + xml), true);
  const sheet = entry("xl/worksheets/sheet1.xml");
  sheet.push(strToU8(`${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`));
  let number = 0;
  for await (const rows of batches) {
    const xml = rows.map((cells) => rowXml(cells, ++number)).join("");
    if (number > SHEET_ROWS) throw new Error(`a sheet holds ${SHEET_ROWS - 1} listings: export as CSV or JSON Lines`);
    if (xml) sheet.push(strToU8(xml));
    if (fault) throw fault;
  }
  sheet.push(strToU8("</sheetData></worksheet>"), true);
  archive.end();
  if (fault) throw fault;
  return new Blob(bytes, { type: `${TYPE}.sheet` });
}

/** @param {string[]} cells @param {number} number */
function rowXml(cells, number) {
  const xml = cells.map((cell, column) => {
    if (cell.length > CELL) throw new Error(`a cell of a sheet holds ${CELL} characters, listing ${number - 1} has more: export as CSV or JSON Lines`);
    return cell && `<c r="${columnName(column)}${number}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${number}">${xml.join("")}</row>`;
}

/** @param {number} column From 0 @returns {string} */
const columnName = (column) => (column < 26 ? "" : columnName(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** XML has no way to write most control characters, nor halves of surrogate pairs. @param {string} text */
const escaped = (text) =>
  text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
