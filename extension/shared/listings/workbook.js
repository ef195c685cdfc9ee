// @ts-check
// Rows of an .xlsx workbook: the first sheet that has any. The archive is inflated and read piece by piece, so that only
// the table of its texts is held in memory.
import { Unzip, UnzipInflate } from "fflate";
import { Parser } from "saxen";
import { chunksOf } from "./text.js";

/** Small, since a chunk may inflate to a thousand times its size. */
const CHUNK = 64 * 1024;
/** Characters that a row or a text may take. */
const LONGEST = 8_000_000;
/** Excel's own limit. */
const COLUMNS = 16_384;

/**
 * The rows, header first, in batches.
 * @param {Blob} file @param {import("./text.js").OnProgress} [onProgress]
 * @returns {AsyncGenerator<import("./delimited.js").Row[]>}
 */
export async function* workbookRows(file, onProgress) {
  const book = await bookOf(file);
  for (const path of book.sheets) {
    let some = false;
    let number = 0;
    for await (const pieces of elements(file, (name) => name === path, "row", onProgress)) {
      const rows = pieces.map(({ xml }) => rowOf(xml, book, ++number)).filter(({ number: own, cells }) => {
        number = own;
        return cells.some((cell) => cell.trim());
      });
      some ||= rows.length > 0;
      yield rows;
    }
    if (some) return;
  }
}

/** @typedef {{ sheets: string[], texts: string[], dates: boolean[], from1904: boolean }} Book */

/**
 * Everything but the sheets: their order, the shared texts, and which styles are dates.
 * @param {Blob} file @returns {Promise<Book>}
 */
async function bookOf(file) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  /** @type {string[]} */
  const texts = [];
  const isPart = (/** @type {string} */ name) => /^xl\/(workbook|styles)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/.test(name);
  for await (const pieces of elements(file, isPart, null)) {
    for (const { name, xml } of pieces) parts.set(name, (parts.get(name) ?? "") + xml);
  }
  for await (const pieces of elements(file, (name) => /^xl\/sharedStrings\.xml$/i.test(name), "si")) {
    for (const { xml } of pieces) texts.push(textIn(xml));
  }
  const workbook = parts.get("xl/workbook.xml");
  if (!workbook) throw new Error("the file is no .xlsx workbook");
  /** @type {Map<string, string>} */
  const targets = new Map();
  read(parts.get("xl/_rels/workbook.xml.rels") ?? "", (name, attributes) => {
    if (name === "Relationship") targets.set(attributes.Id, attributes.Target);
  });
  /** @type {Book} */
  const book = { sheets: [], texts, dates: datesOf(parts.get("xl/styles.xml") ?? ""), from1904: false };
  read(workbook, (name, attributes) => {
    if (name === "workbookPr") book.from1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
    const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1];
    const target = name === "sheet" && id ? targets.get(id) : undefined;
    if (target) book.sheets.push(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  });
  return book;
}

/**
 * For each cell style, whether it shows a date.
 * @param {string} styles
 */
function datesOf(styles) {
  /** @type {Map<string, boolean>} */
  const formats = new Map();
  /** @type {boolean[]} */
  const dates = [];
  let inStyles = false;
  read(styles, (name, attributes) => {
    // Quoted words and colours of a format are no parts of a date.
    if (name === "numFmt") formats.set(attributes.numFmtId, /[ymdhs]/i.test((attributes.formatCode ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")));
    if (/^cell(Style)?Xfs$/.test(name)) inStyles = name === "cellXfs";
    if (name === "xf" && inStyles) {
      const id = attributes.numFmtId ?? "0";
      const number = Number(id);
      dates.push(formats.get(id) ?? ((number >= 14 && number <= 22) || (number >= 45 && number <= 47)));
    }
  });
  return dates;
}

/**
 * @param {string} xml One `row` element @param {Book} book @param {number} next Its number if it does not say
 * @returns {import("./delimited.js").Row}
 */
function rowOf(xml, book, next) {
  /** @type {import("./delimited.js").Row} */
  const row = { number: next, cells: [] };
  let column = -1;
  let [type, style, text] = ["", "", ""];
  let reading = false;
  read(xml, (name, attributes) => {
    if (name === "row" && attributes.r) row.number = Number(attributes.r);
    if (name === "c") {
      column = attributes.r ? columnOf(attributes.r) : column + 1;
      [type, style, text] = [attributes.t ?? "n", attributes.s ?? "", ""];
    }
    // Furigana (rPh) are no part of the text.
    if (name === "v" || name === "t") reading = true;
    if (name === "rPh") reading = false;
  }, (piece) => {
    if (reading) text += piece;
  }, (name) => {
    if (name === "v" || name === "t") reading = false;
    if (name !== "c" || column < 0 || column >= COLUMNS) return;
    while (row.cells.length < column) row.cells.push("");
    row.cells[column] = valueOf(type, text, book.dates[Number(style || 0)] ?? false, book);
  });
  return row;
}

/** @param {string} type @param {string} text @param {boolean} isDate @param {Book} book */
function valueOf(type, text, isDate, book) {
  if (type === "s") return book.texts[Number(text)] ?? "";
  if (type === "b") return text === "1" ? "true" : "false";
  if (type === "e") return "";
  if (type !== "n" || text === "") return text;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  if (isDate) {
    // Days since the end of 1899, or the start of 1904; to the second.
    const days = number + (book.from1904 ? 1462 : 0) - 25569;
    const time = new Date(Math.round(days * 86_400) * 1000);
    return Number.isNaN(time.getTime()) ? text : time.toISOString().replace(".000", "");
  }
  // Fifteen digits are what Excel keeps: 2.3000000000000003 was written as 2.3.
  const rounded = Number(number.toPrecision(15));
  return Number.isSafeInteger(rounded) ? BigInt(rounded).toString() : String(rounded);
}

/** `BC12` → 54. @param {string} reference */
function columnOf(reference) {
  let column = 0;
  for (const letter of /^[A-Z]*/.exec(reference)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** The text of an `si` element. @param {string} xml */
function textIn(xml) {
  let text = "";
  let [reading, reader] = [false, 0];
  read(xml, (name) => {
    if (name === "rPh") reader += 1;
    if (name === "t") reading = reader === 0;
  }, (piece) => {
    if (reading) text += piece;
  }, (name) => {
    if (name === "rPh") reader -= 1;
    if (name === "t") reading = false;
  });
  return text;
}

/**
 * Reads XML; names come without their prefix.
 * @param {string} xml
 * @param {(name: string, attributes: Record<string, string>) => void} open
 * @param {(text: string) => void} [text]
 * @param {(name: string) => void} [close]
 */
function read(xml, open, text = () => {}, close = () => {}) {
  if (!xml) return;
  const local = (/** @type {string} */ name) => name.slice(name.indexOf(":") + 1);
  const parser = new Parser();
  parser.on("openTag", (name, attributes, decode) => {
    const given = /** @type {Record<string, string>} */ (attributes());
    for (const key of Object.keys(given)) given[key] = decode(given[key]);
    open(local(name), given);
  });
  parser.on("text", (piece, decode) => text(decode(piece)));
  parser.on("cdata", (piece) => text(piece));
  parser.on("closeTag", (name) => close(local(name)));
  parser.on("error", (error) => {
    throw error;
  });
  parser.parse(xml);
}

/**
 * The texts of such files of the archive, cut at the ends of an element: each piece holds one. Without an element, all of
 * a file's text as it comes.
 * @param {Blob} file @param {(name: string) => boolean} wanted @param {string | null} element
 * @param {import("./text.js").OnProgress} [onProgress]
 * @returns {AsyncGenerator<{ name: string, xml: string }[]>}
 */
async function* elements(file, wanted, element, onProgress) {
  const whole = element ? new RegExp(`<((?:\\w+:)?${element})(?:\\s[^>]*)?(?:/>|>[^]*?</\\1>)`, "g") : null;
  /** @type {{ name: string, xml: string }[]} */
  let found = [];
  /** @type {unknown} */
  let fault;
  const archive = new Unzip((entry) => {
    if (!wanted(entry.name)) return;
    const decoder = new TextDecoder();
    let text = "";
    entry.ondata = (error, bytes, final) => {
      fault ??= error;
      if (fault) return;
      text += decoder.decode(bytes, { stream: !final });
      let used = whole ? 0 : text.length;
      if (!whole) found.push({ name: entry.name, xml: text });
      for (const match of whole ? text.matchAll(whole) : []) {
        found.push({ name: entry.name, xml: match[0] });
        used = match.index + match[0].length;
      }
      text = text.slice(used);
      if (text.length > LONGEST) fault = new Error(`${entry.name}: a ${element} of it does not end`);
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  for await (const { bytes, last } of chunksOf(file, onProgress, CHUNK)) {
    archive.push(bytes, last);
    if (fault) throw fault;
    if (found.length) yield found;
    found = [];
  }
}
