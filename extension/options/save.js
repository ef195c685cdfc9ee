// @ts-check
// Hands the shopper a file.
import { make } from "../shared/ui/dom.js";

/** @param {string} name @param {BlobPart} content @param {string} [type] */
export function saveAs(name, content, type = "application/json") {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
