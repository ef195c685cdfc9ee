// @ts-check
/**
 * Import and export of listings. The pages that need it load it when they do: `await import("../shared/listings/main.js")`.
 *
 * Import: `openListings` reads the header; the page shows `table.columns()`, lets `table.set(index, column)` change them,
 * and then goes through `batches()`, which may be left at any time and started anew (for a preview, then for the import):
 *
 *     const source = await openListings(core, file, (done, all) => …);
 *     source.table?.set(3, "price");
 *     for await (const { offers, faults, notes } of source.batches()) …   // fault.line is where it stands in the file
 *
 * Export: `await exportListings(core, batchesOfOffers, "csv")` is a Blob. Importing it changes nothing.
 *
 * Between two batches the page gets its turn.
 */
import { delimitedRows } from "./delimited.js";
import { textOf } from "./text.js";
import { workbookRows } from "./workbook.js";
import { csvOf, linesOf, workbookOf } from "./write.js";

/** @typedef {import("../../types").Offer} Offer */
/** @typedef {typeof import("../../core/yuantou.js")} ListingCore */
/** @typedef {{ line: number, message: string, kind: import("../../core/yuantou.js").ListingFault["kind"] | "cells" | "beside" | "again", expected?: import("../../core/yuantou.js").Expected, first?: number }} LineFault */
/** @typedef {{ offers: Offer[], faults: LineFault[], notes: LineFault[] }} ListingBatch `notes`: what is doubtful about listings that are taken */
/** @typedef {"csv" | "jsonl" | "xlsx"} ListingFormat */

/** Rows that the core reads in one call: a few milliseconds. */
const BATCH = 500;

/** What a file picker should offer. */
export const ACCEPTED = ".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx,.xlsm";

/**
 * Opens a file of listings. `table` is null for JSON Lines, whose fields need no mapping. Throws an error that says why
 * the file cannot be read.
 * @param {ListingCore} core @param {File} file @param {import("./text.js").OnProgress} [onProgress]
 */
export async function openListings(core, file, onProgress) {
  if (/\.(jsonl|ndjson|json)$/i.test(file.name)) {
    return { table: null, batches: () => readLines(core, file, onProgress) };
  }
  const isSheet = /\.xls[xm]$/i.test(file.name);
  const rowsOf = isSheet ? workbookRows : delimitedRows;
  const headers = await first(rowsOf(file));
  if (!headers) throw new Error("the file is empty");
  const table = new core.ListingTable(headers.cells);
  return { table, batches: () => readRows(table, rowsOf(file, onProgress), isSheet) };
}

/**
 * Listings as a file.
 * @param {ListingCore} core @param {AsyncIterable<Offer[]> | Iterable<Offer[]>} batches @param {ListingFormat} format
 * @returns {Promise<Blob>}
 */
export function exportListings(core, batches, format) {
  if (format === "jsonl") return linesOf(kinds(batches));
  const rows = async function* () {
    yield [core.listing_columns()];
    for await (const offers of batches) yield core.listing_rows(offers);
  };
  return format === "csv" ? csvOf(rows()) : workbookOf(rows());
}

/** @param {AsyncIterable<Offer[]> | Iterable<Offer[]>} batches */
async function* kinds(batches) {
  for await (const offers of batches) yield offers.map((offer) => ({ kind: "offer", ...offer }));
}

/** @param {AsyncGenerator<import("./delimited.js").Row[]>} batches */
async function first(batches) {
  for await (const [row] of batches) if (row) return row;
  return undefined;
}

/**
 * @param {import("../../core/yuantou.js").ListingTable} table @param {AsyncGenerator<import("./delimited.js").Row[]>} batches
 * @param {boolean} isSheet @returns {AsyncGenerator<ListingBatch>}
 */
async function* readRows(table, batches, isSheet) {
  let header = true;
  const columns = table.columns().length;
  const place = placing();
  /** @param {LineFault["kind"]} kind @param {string} message @returns {(row: import("./delimited.js").Row) => LineFault} */
  const told = (kind, message) => ({ number }) => ({ line: number, kind, message });
  for await (const found of batches) {
    const rows = header ? found.slice(1) : found;
    header &&= !found.length;
    for (let start = 0; start < rows.length; start += BATCH) {
      const all = rows.slice(start, start + BATCH);
      const long = all.filter(({ cells }) => cells.slice(columns).some((cell) => cell.trim()));
      // In a sheet nothing moves when somebody writes beside the table; in a text, a cell was cut in two.
      const some = isSheet ? all : all.filter((row) => !long.includes(row));
      const batch = place(table.offers(some.map((row) => row.cells)), (row) => some[row].number);
      if (isSheet) batch.notes.push(...long.map(told("beside", `a cell stands beside the ${columns} columns that have names, and is passed over`)));
      else batch.faults.push(...long.map(told("cells", `more cells than the ${columns} columns: put a cell that holds the delimiter in quotation marks`)));
      yield batch;
      await breathe();
    }
  }
}

/**
 * @param {ListingCore} core @param {Blob} file @param {import("./text.js").OnProgress} [onProgress]
 * @returns {AsyncGenerator<ListingBatch>}
 */
async function* readLines(core, file, onProgress) {
  let rest = "";
  let number = 0;
  const place = placing();
  /** @param {string[]} lines */
  const read = function* (lines) {
    for (let start = 0; start < lines.length; start += BATCH) {
      const some = lines.slice(start, start + BATCH).map((text) => ({ number: ++number, text }));
      const full = some.filter(({ text }) => text.trim());
      yield place(core.offers_of_lines(full.map(({ text }) => text)), (row) => full[row].number);
    }
  };
  for await (const text of textOf(file, onProgress)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const batch of read(lines)) {
      yield batch;
      await breathe();
    }
  }
  if (rest.trim()) yield* read([rest]);
}

/** Says of each batch of a file where its faults stand, and which listings stood in it before. */
function placing() {
  /** Where each listing stood first. @type {Map<string, number>} */
  const seen = new Map();
  /** @param {import("../../core/yuantou.js").ReadBatch} read @param {(row: number) => number} line @returns {ListingBatch} */
  return ({ offers, rows, keys, faults, notes }, line) => {
    const placed = (/** @type {import("../../core/yuantou.js").ListingFault} */ { row, ...fault }) => ({ ...fault, line: line(row) });
    /** @type {LineFault[]} */
    const again = [];
    for (const [at, key] of keys.entries()) {
      const [first, own] = [seen.get(key), line(rows[at])];
      if (first === undefined) seen.set(key, own);
      else again.push({ line: own, kind: "again", first, message: "" });
    }
    return { offers, faults: faults.map(placed), notes: [...notes.map(placed), ...again] };
  };
}

/** Lets the page draw and answer. A message is not delayed, as timers are. @returns {Promise<void>} */
function breathe() {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resume();
    };
    port2.postMessage(null);
  });
}
