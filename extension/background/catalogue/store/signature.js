// @ts-check
// Signed manifests: `manifest.sig` beside the manifest holds the key and an Ed25519 signature of the manifest's bytes.
// A pack is pinned to the key that it was added with.
import { PackFault } from "../../network/pack_fetch.js";

/** Whether this browser can check signatures: older ones cannot. @returns {Promise<boolean>} */
export async function canVerify() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch (error) {
    return /** @type {any} */ (error)?.name !== "NotSupportedError";
  }
}

/**
 * The key that signed a manifest. Throws a `PackFault` where the signature is none.
 * @param {Uint8Array<ArrayBuffer>} manifest @param {Uint8Array} signed The content of `manifest.sig`
 * @returns {Promise<string>}
 */
export async function signer(manifest, signed) {
  const wrong = new PackFault("signature", "the pack's signature does not fit its manifest");
  /** @type {any} */
  let said;
  try {
    said = JSON.parse(new TextDecoder().decode(signed));
  } catch {
    throw wrong;
  }
  const key = bytesOf(said?.key, 32);
  const signature = bytesOf(said?.signature, 64);
  if (!key || !signature) throw wrong;
  const verified = await crypto.subtle
    .importKey("raw", key, { name: "Ed25519" }, false, ["verify"])
    .then((made) => crypto.subtle.verify("Ed25519", made, signature, manifest))
    .catch(() => false);
  if (!verified) throw wrong;
  return String(said.key).toLowerCase();
}

/** @param {unknown} hex @param {number} length */
function bytesOf(hex, length) {
  if (typeof hex !== "string" || !/^[0-9a-f]*$/i.test(hex) || hex.length !== length * 2) return null;
  return Uint8Array.from({ length }, (_, at) => parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
