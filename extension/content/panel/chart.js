// @ts-check
// Prices over time as a step line for each series: a price stands until the day that another is seen. Colour is never
// the only difference, and the same numbers stand in a table beside it.
import { locale, money } from "../../shared/i18n/words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 392;
const HEIGHT = 156;
const TOP = 8;
const BOTTOM = 22;
const SIDE = 6;
/** Width of a letter of an axis. */
const LETTER = 6.2;
const DAY_MS = 86_400_000;

/** @typedef {import("../../types").PriceSeries} PriceSeries */
/** @typedef {{ name: string, kind: string, series: PriceSeries }} Line `kind`: class of its line, in the sheet */

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
export function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Days since the epoch. @param {string} day */
const count = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

/** @param {string} day @param {Intl.DateTimeFormatOptions} options */
export const dayText = (day, options = { dateStyle: "medium" }) => new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

/**
 * @param {Line[]} lines All in one currency @param {string} label What it shows, in words
 */
export function chart(lines, label) {
  const days = lines.flatMap(({ series }) => [count(series.points[0][0]), count(series.last)]);
  const end = Math.max(...days);
  // One day alone still needs an axis to stand on.
  const start = Math.min(...days, end - 6);
  const amounts = lines.flatMap(({ series }) => series.points.map(([, amount]) => Number(amount)));
  const ticks = round(Math.min(...amounts), Math.max(...amounts));
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const { currency } = lines[0].series;
  const labels = ticks.map((tick) => money(currency, String(tick)));
  const left = Math.min(WIDTH / 3, Math.max(...labels.map(({ length }) => length)) * LETTER + 2 * SIDE);
  const x = (/** @type {number} */ day) => left + ((day - start) / (end - start)) * (WIDTH - left - SIDE);
  const y = (/** @type {number} */ amount) => TOP + (1 - (amount - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const short = /** @type {const} */ ({ month: "short", day: "numeric" });
  const date = (/** @type {number} */ day) => dayText(new Date(day * DAY_MS).toISOString().slice(0, 10), end - start > 330 ? { ...short, year: "numeric" } : short);
  return shape(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    ...ticks.flatMap((tick, at) => [
      shape("line", { class: "grid", x1: left - SIDE, x2: WIDTH, y1: y(tick), y2: y(tick) }),
      shape("text", { x: left - 2 * SIDE, y: y(tick) + 3.5, "text-anchor": "end" }, labels[at]),
    ]),
    start === Math.min(...days) ? shape("text", { x: left - SIDE, y: HEIGHT - 5 }, date(start)) : "",
    shape("text", { x: WIDTH, y: HEIGHT - 5, "text-anchor": "end" }, date(end)),
    ...lines.map(({ kind, series }) => {
      const [[first, amount], ...rest] = series.points;
      const steps = rest.map(([day, next]) => `H${x(count(day)).toFixed(1)}V${y(Number(next)).toFixed(1)}`).join("");
      const last = x(count(series.last));
      return shape(
        "g",
        { class: `line ${kind}` },
        shape("path", { d: `M${x(count(first)).toFixed(1)} ${y(Number(amount)).toFixed(1)}${steps}H${last.toFixed(1)}` }),
        shape("circle", { cx: last, cy: y(Number(series.points[series.points.length - 1][1])), r: 3.5 }),
      );
    }),
  );
}

/** Two to five round amounts from below the least to above the most. @param {number} least @param {number} most */
export function round(least, most) {
  const reach = Math.max(most - least, most * 0.1, 0.01);
  const power = 10 ** Math.floor(Math.log10(reach / 3));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => reach / size <= 3.5) ?? 10 * power;
  const from = Math.max(0, Math.floor((least - reach * 0.05) / step));
  const to = Math.ceil((most + reach * 0.05) / step);
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** A short piece of a series' line, for the legend. @param {string} kind */
export const sample = (kind) => shape("svg", { class: `sample line ${kind}`, viewBox: "0 0 28 8", "aria-hidden": "true" }, shape("path", { d: "M0 4H28" }));
