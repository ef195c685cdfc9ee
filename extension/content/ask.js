// @ts-check
// One question to the background. After an update of the extension an old content script has nobody to ask.
import { api } from "../shared/api.js";

/** Whether the extension that this script belongs to is still there. */
export const alive = () => Boolean(api.runtime?.id);

/**
 * @param {import("../types").Request} request
 * @returns {Promise<import("../types").Response | null>} null where nobody answers
 */
export async function ask(request) {
  if (!alive()) return null;
  try {
    return await api.runtime.sendMessage(request);
  } catch {
    return null;
  }
}
