// @ts-check
// Drawings: the views of a picture, bits as a grid, shares of colours.

const SVG = "http://www.w3.org/2000/svg";
/** Longest side of the copy that views are drawn from. */
const COPY = 360;
/** Bits in a row of the grid. */
const ROW = 16;

/** @param {string} name @param {Record<string, string | number>} attributes @param {...Node} children */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** A small copy of a picture on white, as the codes see it. @param {ImageBitmap} bitmap */
export function copyOf(bitmap) {
  const scale = Math.min(1, COPY / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * One view, stretched to a square as its codes are.
 * @param {HTMLCanvasElement} copy @param {import("../../extension/core/yuantou.js").LookView} view @param {number} size @param {string} label
 */
export function drawView(copy, view, size, label) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  if (label) {
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
  } else canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const [left, top, width, height] = view.part;
  context.translate(size / 2, size / 2);
  if (view.mirrored) context.scale(-1, 1);
  context.rotate((view.degrees * Math.PI) / 180);
  context.imageSmoothingQuality = "high";
  context.drawImage(copy, left * copy.width, top * copy.height, Math.max(1, width * copy.width), Math.max(1, height * copy.height), -size / 2, -size / 2, size, size);
  return canvas;
}

/** @param {bigint} code */
function squares(code) {
  let path = "";
  for (let bit = 0; bit < ROW * ROW; bit += 1) {
    if ((code >> BigInt(bit)) & 1n) path += `M${bit % ROW} ${Math.floor(bit / ROW)}h1v1h-1z`;
  }
  return path;
}

/** @param {string} hex */
const codeOf = (hex) => BigInt(`0x${hex}`);

/** How many bits are set. @param {string} hex @param {string} [other] Then how many differ. */
export function count(hex, other = "0") {
  return (codeOf(hex) ^ codeOf(other)).toString(2).replaceAll("0", "").length;
}

/**
 * A code as a grid of 16 × 16, or the bits in which it differs from another.
 * @param {string} hex @param {string} label @param {string} [other]
 */
export function bits(hex, label, other) {
  const code = other === undefined ? codeOf(hex) : codeOf(hex) ^ codeOf(other);
  return svg("svg", { viewBox: `0 0 ${ROW} ${ROW}`, class: other === undefined ? "bits" : "bits differ", role: "img", "aria-label": label }, svg("path", { d: squares(code) }));
}

/** Shares of twelve hues and four greys as bars. @param {number[]} chroma @param {string} label */
export function colours(chroma, label) {
  const most = Math.max(...chroma, 1);
  const bars = chroma.map((share, bin) => svg("rect", { x: bin + 0.1, width: 0.8, y: 8 - (8 * share) / most, height: (8 * share) / most, fill: colourOf(bin) }));
  return svg("svg", { viewBox: "0 0 16 8", class: "colours", role: "img", "aria-label": label }, ...bars);
}

/** The middle colour of a bin: twelve hues round the diamond of blue and red differences, then greys. @param {number} bin */
function colourOf(bin) {
  if (bin >= 12) return `rgb(${[1, 1, 1].map(() => (bin - 12) * 64 + 32).join(" ")})`;
  const around = (bin + 0.5) / 3;
  const part = around % 1;
  const [blue, red] = [[1 - part, part], [-part, 1 - part], [part - 1, -part], [part, part - 1]][Math.floor(around)];
  const [luma, strength] = [150, 66];
  const r = luma + (red * strength) / 0.713;
  const b = luma + (blue * strength) / 0.564;
  const g = (luma - 0.299 * r - 0.114 * b) / 0.587;
  return `rgb(${[r, g, b].map((value) => Math.round(Math.min(255, Math.max(0, value)))).join(" ")})`;
}
