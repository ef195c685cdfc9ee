// @ts-check
// What the options page asks of the catalogue and of packs.
import { flush, refreshSoon, syncRemotes, trouble } from "./catalogue.js";
import { core } from "../engine.js";
import { recordOf, wantedPictures } from "./learn.js";
import { dropPrices, keepPrices } from "../history/listings.js";
import * as learnt from "./store/learnt.js";
import { dropOffline, isLoading, loadOffline } from "./store/offline.js";
import { addRemote, changeRemote, note, remotes, removeRemote, statusOf } from "./store/remotes.js";

/** Listings whose records are made at once: their pictures are fetched meanwhile. */
const AT_ONCE = 4;
/** Listings that are looked up at once. */
const READ_AT_ONCE = 50;

/** @typedef {import("../../types").Response} Response */

/**
 * @param {import("../../types").CatalogueRequest} request
 * @returns {Promise<Response>}
 */
export async function catalogueRequest(request) {
  switch (request.kind) {
    case "catalogue":
      return summary();
    case "catalogue_slice":
      return { kind: "catalogue_slice", listings: await slice(request.from, request.most) };
    case "catalogue_search":
      return { kind: "catalogue_keys", keys: await learnt.search(request.text) };
    case "catalogue_listings":
      return { kind: "catalogue_slice", listings: await listings((await Promise.all(request.keys.map(learnt.get))).filter((one) => one !== undefined)) };
    case "catalogue_remove":
      if (request.keys) await learnt.remove(request.keys);
      else await learnt.clear();
      await dropPrices(request.keys);
      // What was taken away is not found a moment longer.
      await flush();
      return summary();
    case "catalogue_pictures":
      return { kind: "catalogue_pictures", addresses: await wantedOf(request.offers) };
    case "catalogue_put":
      return { kind: "catalogue_put", left: await putAll(request.offers, request.pictures) };
    case "catalogue_put_done":
      await flush();
      return summary();
    case "packs":
      return packs();
    case "pack_add": {
      const { engine } = await core();
      await addRemote(request.address, (id, manifest) => engine.add_outside(id, manifest, true));
      await syncRemotes();
      return packs();
    }
    case "pack_remove":
      await dropOffline(request.id);
      await removeRemote(request.id);
      await syncRemotes();
      return packs();
    case "pack_switch":
      await changeRemote(request.id, { on: request.on });
      await syncRemotes();
      return packs();
    case "pack_offline":
      await offline(request.id, request.on);
      return packs();
  }
}

/** @returns {Promise<Response>} */
async function summary() {
  await core();
  return { kind: "catalogue", count: await learnt.count().catch(() => 0), trouble: await trouble() };
}

/** @param {number} from @param {number} most */
const slice = async (from, most) => listings(await learnt.slice(from, most));

/** @param {import("./store/learnt.js").Listing[]} stored @returns {Promise<import("../../types").HeldListing[]>} */
async function listings(stored) {
  const { module } = await core();
  return stored.flatMap(({ key, record, seen }) => {
    try {
      return [{ key, seen, offer: module.read_record(record).listing }];
    } catch {
      return [];
    }
  });
}

/** Pictures that could not be had. @param {import("../../types").Offer[]} offers @param {boolean} pictures */
async function putAll(offers, pictures) {
  const { module } = await core();
  return putNamed(offers.map((offer) => {
    const learner = new module.Learner(offer);
    return { offer, learner, key: learner.key() };
  }), pictures);
}

/**
 * Of one listing twice, the later goes on from what is kept of the earlier.
 * @param {{ offer: import("../../types").Offer, learner: import("../../core/yuantou.js").Learner, key: string }[]} listings
 * @param {boolean} pictures @returns {Promise<import("../../types").LeftPicture[]>}
 */
async function putNamed(listings, pictures) {
  const seen = new Set();
  const isFirst = listings.map(({ key }) => seen.size < seen.add(key).size);
  const first = listings.filter((_, at) => isFirst[at]);
  const records = [];
  for (let at = 0; at < first.length; at += AT_ONCE) {
    records.push(...(await Promise.all(first.slice(at, at + AT_ONCE).map(({ offer, learner }) => recordOf(offer, offer.url ?? "", pictures, "file", learner)))));
  }
  const fresh = await learnt.put(records.map(({ listing }) => listing));
  await keepPrices(records.map(({ sight }) => sight));
  const left = records.flatMap((record) => record.left);
  const again = listings.filter((_, at) => !isFirst[at]);
  if (again.length) return [...left, ...(await putNamed(again, pictures))];
  if (fresh >= learnt.ENOUGH_FRESH * 8) await flush();
  else refreshSoon();
  return left;
}

/** The pictures that an import of these would fetch. @param {import("../../types").Offer[]} offers */
async function wantedOf(offers) {
  const wanted = [];
  for (let at = 0; at < offers.length; at += READ_AT_ONCE) wanted.push(...(await Promise.all(offers.slice(at, at + READ_AT_ONCE).map(wantedPictures))));
  return wanted.flat();
}

/** @returns {Promise<Response>} */
async function packs() {
  const all = await remotes();
  return { kind: "packs", packs: await Promise.all(all.map(async (pack) => ({ ...pack, loading: isLoading(pack.id), status: await statusOf(pack.id) }))) };
}

/** @param {string} id @param {boolean} on */
async function offline(id, on) {
  const pack = (await remotes()).find((one) => one.id === id);
  if (!pack) return;
  if (!on) {
    await dropOffline(id);
    return syncRemotes();
  }
  const { module } = await core();
  await note(id, { fault: undefined, progress: { done: 0, all: 0 } });
  // It takes as long as it takes; the page asks how far it is.
  void loadOffline(pack, module).then((done) => (done ? syncRemotes() : undefined));
}
