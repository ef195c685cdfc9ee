// @ts-check
// The two pictures of a match, drawn from bytes that the background already has. A canvas, because a page's CSP may
// forbid any image address of ours, and because no address means that looking at the panel asks nobody for anything.

/**
 * @param {HTMLElement} panel
 * @param {import("../../types").PanelInput} input
 */
export async function drawPictures(panel, { verdict, shopImage, ask }) {
  // A match that stays when others come has its pictures.
  const views = [...panel.querySelectorAll("details.match:has(canvas[hidden])")].map((view) => /** @type {HTMLElement} */ (view));
  const factory = views.map((view) => verdict.matches[Number(view.dataset.at)]?.listing.images?.[0] ?? null);
  const addresses = [{ address: shopImage, own: true }, ...factory.map((address) => ({ address, own: false }))];
  const wanted = addresses.flatMap(({ address, own }) => (address ? [{ address, own }] : []));
  const answer = await ask({ kind: "pictures", pictures: wanted });
  if (answer?.kind !== "pictures") return;
  const bitmaps = await Promise.all(answer.pictures.map((picture) => (picture ? decode(picture).catch(() => null) : null)));
  const of = (/** @type {string | null} */ address) => (address ? (bitmaps[wanted.findIndex((one) => one.address === address)] ?? null) : null);
  for (const [at, view] of views.entries()) {
    draw(view, "shop", of(shopImage));
    draw(view, "factory", of(factory[at]));
  }
}

/** @param {{ type: string, base64: string }} picture */
export function decode({ type, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type }));
}

/** @param {HTMLElement} view @param {"shop" | "factory"} side @param {ImageBitmap | null} bitmap */
export function draw(view, side, bitmap) {
  const canvas = view.querySelector(`canvas[data-side=${side}]`);
  if (!bitmap || !(canvas instanceof HTMLCanvasElement)) return;
  const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
  const width = bitmap.width * scale;
  const height = bitmap.height * scale;
  canvas.getContext("2d")?.drawImage(bitmap, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  canvas.hidden = false;
  canvas.parentElement?.querySelector(".none")?.remove();
}
