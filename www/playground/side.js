// @ts-check
// One side of the comparison: its picture, dropped, chosen, pasted or taken from the demo, its title and its price.
import { make } from "../dom.js";
import { copyOf, drawView } from "./draw.js";
import { say, number } from "./words.js";

/** @typedef {{ id: string, title: string, price: string, picture: string, small: string }} Sample */

const PREVIEW = 300;

export class Side {
  /** @type {import("../../extension/core/yuantou.js").Side} */
  core;
  /** @type {import("../../extension/core/yuantou.js").Look | null} */
  look = null;
  /** What its views are drawn from. @type {HTMLCanvasElement | null} */
  copy = null;
  /** Each picture asked for has a number, so that a slow one does not come in over a later one. */
  #turn = 0;
  #core;
  #changed;
  #title;
  #price;
  #preview;
  #trouble;
  #remove;
  #samples;

  /**
   * @param {typeof import("../../extension/core/yuantou.js")} core @param {"shop" | "factory"} kind @param {Sample[]} samples
   * @param {() => void} changed Told whenever there is something new to compare
   */
  constructor(core, kind, samples, changed) {
    this.#core = core;
    this.#changed = changed;
    this.core = new core.Side();
    const name = say(`side_${kind}`);
    const file = /** @type {HTMLInputElement} */ (make("input", { type: "file", accept: "image/*", "aria-label": say("drop_choose", name), "data-file": kind }));
    file.addEventListener("change", () => {
      if (file.files?.[0]) void this.take(file.files[0]);
      file.value = "";
    });
    this.#preview = make("span", { class: "preview" });
    const drop = make("label", { class: "drop" }, file, this.#preview, make("span", { class: "drop-text" }, say("drop")), make("span", { class: "quiet" }, say("drop_hint")));
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
    for (const end of ["dragleave", "drop"]) drop.addEventListener(end, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0];
      if (dropped) void this.take(dropped);
      else this.#complain("trouble_picture");
    });
    this.#trouble = make("p", { class: "trouble", role: "alert" });
    this.#remove = make("button", { type: "button", class: "remove" }, say("remove"));
    this.#remove.hidden = true;
    this.#remove.addEventListener("click", () => {
      this.clear();
      file.focus();
    });
    this.#samples = samples.map((sample) => {
      const button = make("button", { type: "button", class: "sample", "aria-pressed": "false", "data-sample": sample.id }, make("img", { src: sample.small, alt: sample.title, width: "56", height: "56", loading: "lazy" }));
      button.addEventListener("click", () => void this.fill(sample));
      return button;
    });
    this.#title = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: `title-${kind}`, rows: "2", lang: "zh-CN", dir: "auto", spellcheck: "false", autocomplete: "off" }));
    this.#price = /** @type {HTMLInputElement} */ (make("input", { id: `price-${kind}`, class: "price", dir: "ltr", inputmode: "decimal", pattern: "\\d{1,12}([.]\\d{1,4})?", autocomplete: "off" }));
    const unread = make("p", { class: "trouble", role: "alert" });
    this.#title.addEventListener("input", () => changed());
    this.#price.addEventListener("input", () => {
      unread.textContent = this.#price.validity.valid ? "" : say("trouble_price");
      changed();
    });
    this.element = make(
      "section", { class: "side", "data-side": kind, "aria-labelledby": `side-${kind}` },
      make("div", { class: "side-head" }, make("h2", { id: `side-${kind}` }, name), this.#remove), drop, this.#trouble,
      make("div", { class: "samples", role: "group", "aria-label": say("samples") }, ...this.#samples),
      make(
        "div", { class: "fields" },
        make("div", {}, make("label", { class: "field", for: `title-${kind}` }, say("title")), this.#title),
        make("div", {}, make("label", { class: "field", for: `price-${kind}` }, say("price")), this.#price),
      ),
      unread,
    );
  }

  get title() {
    return this.#title.value.trim();
  }

  /** A decimal string, or nothing where the field holds none. */
  get price() {
    return this.#price.validity.valid ? this.#price.value.trim() : "";
  }

  /** Takes all of a demo good: picture, title and price. @param {Sample} sample */
  async fill(sample) {
    this.#title.value = sample.title;
    this.#price.value = sample.price;
    const turn = (this.#turn += 1);
    const answer = await fetch(new URL(sample.picture, import.meta.url)).catch(() => null);
    if (turn !== this.#turn) return;
    if (!answer?.ok) return this.#complain("trouble_sample");
    await this.take(await answer.blob());
    for (const button of this.#samples) button.setAttribute("aria-pressed", String(button.dataset.sample === sample.id));
  }

  /** Looks at a picture; what is none leaves the one before in its place. @param {Blob} blob */
  async take(blob) {
    const turn = (this.#turn += 1);
    if (blob.size === 0) return this.#complain("trouble_empty");
    const bitmap = await createImageBitmap(blob).catch(() => null);
    if (turn !== this.#turn) return bitmap?.close();
    if (!bitmap) return this.#complain("trouble_picture");
    const side = new this.#core.Side();
    const look = await side.look(blob).catch(() => null);
    const { width, height } = bitmap;
    const copy = look && copyOf(bitmap);
    bitmap.close();
    if (turn !== this.#turn) return side.free();
    // The browser could read it, so it was its size that the core refused.
    if (!look) return this.#complain("trouble_large", number(width), number(height));
    this.#show(side, look, copy);
    this.#trouble.textContent = look.telling ? "" : say("trouble_flat", number(look.quality));
  }

  /** Takes the picture away. */
  clear() {
    this.#turn += 1;
    this.#trouble.textContent = "";
    this.#show(new this.#core.Side(), null, null);
  }

  /** @param {import("../../extension/core/yuantou.js").Side} side @param {import("../../extension/core/yuantou.js").Look | null} look @param {HTMLCanvasElement | null} copy */
  #show(side, look, copy) {
    this.core.free();
    this.core = side;
    this.look = look;
    this.copy = copy;
    this.#remove.hidden = !look;
    for (const button of this.#samples) button.setAttribute("aria-pressed", "false");
    this.#preview.replaceChildren(...(look && copy ? [drawView(copy, look.views[0], PREVIEW, "")] : []));
    this.#changed();
  }

  /** @param {string} name @param {...string} parts */
  #complain(name, ...parts) {
    this.#trouble.textContent = say(name, ...parts);
  }
}
