// @ts-check
// Rows of text set apart by commas, semicolons or tabs.
import papa from "papaparse";
import { textOf } from "./text.js";

/** @typedef {{ number: number, cells: string[] }} Row Its number is that of its line in the file, or of its row in the sheet, from 1 */

/** A row of this many characters is none: a quotation mark was opened and never closed. */
const LONGEST_ROW = 4_000_000;

/**
 * The rows of a file, header first, in batches.
 * @param {Blob} file @param {import("./text.js").OnProgress} [onProgress]
 * @returns {AsyncGenerator<Row[]>}
 */
export async function* delimitedRows(file, onProgress) {
  let text = "";
  let line = 1;
  /** @type {string | undefined} */
  let delimiter;
  for await (const piece of textOf(file, onProgress)) {
    text += piece;
    if (delimiter === undefined) {
      delimiter = delimiterOf(text);
      const hint = /^sep=.\r?\n/.exec(text);
      if (hint) [text, line] = [text.slice(hint[0].length), 2];
    }
    const read = rowsOf(text, delimiter, line, true);
    text = text.slice(read.used);
    line = read.line;
    if (text.length > LONGEST_ROW) throw new Error(`line ${line}: the row does not end; a quotation mark is not closed`);
    yield read.rows;
  }
  if (text) yield rowsOf(text, delimiter ?? ",", line, false).rows;
}

/**
 * @param {string} text @param {string} delimiter @param {number} line @param {boolean} more Whether the last row may go on
 */
function rowsOf(text, delimiter, line, more) {
  // A line break at the very end of a chunk may be the first half of one.
  const newline = /\r\n/.test(text) ? "\r\n" : /\n/.test(text) ? "\n" : more ? "\r\n" : "\r";
  const parsed = new papa.Parser({ delimiter, newline }).parse(text, 0, more);
  /** @type {Row[]} */
  const rows = [];
  for (const cells of /** @type {string[][]} */ (parsed.data)) {
    rows.push({ number: line, cells });
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
  }
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim())), used: more ? /** @type {number} */ (parsed.meta.cursor) : text.length, line };
}

/**
 * The mark that stands most often in the first line, outside of quotation marks; or what Excel's `sep=;` says.
 * @param {string} text
 */
function delimiterOf(text) {
  const hint = /^sep=(.)\r?\n/.exec(text);
  if (hint) return hint[1];
  const header = text.replace(/"[^"]*"/g, "").split(/[\r\n]/, 1)[0];
  const count = (/** @type {string} */ mark) => header.split(mark).length;
  return [",", "\t", ";"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
