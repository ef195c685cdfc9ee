// @ts-check
// The playground: two sides, one verdict.
import { here, make } from "../dom.js";
import { core } from "./core.js";
import { Pictures } from "./pictures.js";
import { Side } from "./side.js";
import { AMONG, Verdict } from "./verdict.js";
import { loadWords, say } from "./words.js";

/** @typedef {import("./side.js").Sample} Sample */
/** @typedef {{ shop: Sample[], factory: Sample[], pairs: { name: string, shop: string, factory: string }[] }} Samples */

/** @returns {Promise<Samples>} */
async function loadSamples() {
  const answer = await fetch(new URL("samples.json", import.meta.url));
  if (!answer.ok) throw new Error(`samples: ${answer.status}`);
  return answer.json();
}

/** @param {typeof import("../../extension/core/yuantou.js")} built @param {Samples} samples */
function open(built, samples) {
  const shop = new Side(built, "shop", samples.shop, () => soon());
  const factory = new Side(built, "factory", samples.factory, () => soon());
  const verdict = new Verdict(() => soon());
  const pictures = new Pictures();
  here("#sides").replaceChildren(shop.element, factory.element);

  const update = () => {
    /** @type {import("../../extension/core/yuantou.js").Item} */
    const item = { title: shop.title, ...(shop.price && { price: { currency: "CNY", min: shop.price, max: shop.price, kind: "sale" } }) };
    const offer = { title: factory.title, currency: "CNY", tiers: factory.price ? [{ from: 1, price: factory.price }] : [] };
    const outcomes = AMONG.map((listings) => built.compare(shop.core, item, factory.core, offer, listings));
    verdict.show(outcomes);
    pictures.show(shop, factory, outcomes[verdict.chosen]);
  };
  let waiting = false;
  // Several changes of one moment are one comparison.
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      update();
    });
  };

  let used = shop;
  for (const side of [shop, factory]) side.element.addEventListener("focusin", () => (used = side));
  addEventListener("paste", (event) => {
    const picture = [...(event.clipboardData?.files ?? [])][0];
    if (!picture) return;
    event.preventDefault();
    void used.take(picture);
  });
  // A picture dropped beside the places for it must not take the page's place.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

  /** @param {string} name */
  const show = (name) => {
    const pair = samples.pairs.find((one) => one.name === name);
    const [left, right] = [samples.shop.find(({ id }) => id === pair?.shop), samples.factory.find(({ id }) => id === pair?.factory)];
    if (left) void shop.fill(left);
    if (right) void factory.fill(right);
  };
  here("#examples").append(
    ...samples.pairs.map(({ name }) => {
      const button = make("button", { type: "button", "data-pair": name }, say(name));
      button.addEventListener("click", () => show(name));
      return button;
    }),
  );
  show(samples.pairs[0].name);
}

try {
  await loadWords();
  const [built, samples] = await Promise.all([core(), loadSamples()]);
  open(built, samples);
} catch (error) {
  console.error(error);
  here("#trouble").hidden = false;
  here("#verdict").replaceChildren();
}
