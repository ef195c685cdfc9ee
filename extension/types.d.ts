import type * as core from "./core/yuantou.js";
import type { NothingReason, PackSummary, Rates, SourceSearch, Sums } from "./core/yuantou.js";

// What crosses from the core has its types from src/, generated with the core's bindings; here are the messages and the
// stored records of the shell's own parts.
export type { Amount, Health, Item, ItemKey, Listed, NothingReason, Offer, Order, Page, PageReading, Price, Probes, Rates, Reason, Retail, Settings as CoreSettings, Snapshot, SourceSearch, Stated, Sums, Tier } from "./core/yuantou.js";

type Item = core.Item;
type Offer = core.Offer;
type Probes = core.Probes;
type Snapshot = core.Snapshot;
type Health = core.Health;

/** One of the marketplaces' own searches. */
export type SourceLink = SourceSearch;

/** What a pack says of itself. */
export type Pack = PackSummary;

/** A match, and where its listing comes from. */
export type Match = core.Match & { origin?: Origin };

export type Verdict = Omit<core.Verdict, "matches"> & { matches: Match[] };

/** Where a listing comes from: the built-in sample, what the shopper looked at or imported (`own`: not known which), a pack on a server, a page that was read just now. */
export interface Origin {
  kind: "sample" | "visit" | "file" | "own" | "pack" | "page";
  /** The pack's. */
  name?: string;
}

/** A listing of the shopper's own catalogue. */
export interface HeldListing {
  key: string;
  seen: number;
  offer: Offer;
}

/** What a card's tag says; `n` is the card's number in the question. */
export interface Tag {
  n: number;
  tone: "same" | "similar" | "dearer";
  word: string;
  price: string;
}

/** A pack on a server, as the shopper added it. */
export interface RemotePack {
  id: string;
  /** Of its folder, with a slash at the end. */
  address: string;
  name: string;
  on: boolean;
  /** The key that its manifest is signed with, in hexadecimal; null for one that was not signed when it was added. */
  key: string | null;
  /** All of it is kept in this browser. */
  offline: boolean;
  added: number;
}

/** What a pack on a server last said. Times in milliseconds since the epoch. */
export interface PackStatus {
  listings?: number;
  pictures?: number;
  generation?: number;
  /** Of all its files. */
  bytes?: number;
  answered?: { at: number; listings: number; bytes: number; trips: number; faults: number; ms: number };
  fault?: Trouble;
  progress?: { done: number; all: number };
}

/** Why something stopped working. */
export interface Trouble {
  at: number;
  kind: string;
  message: string;
}

/** A picture of a listing that could not be had: its host is not allowed, or does not give it, or it is none. */
export interface LeftPicture {
  host: string;
  why: "host" | "failed";
}

/** What the options page asks of the catalogue and of packs. */
export type CatalogueRequest =
  | { kind: "catalogue" }
  | { kind: "catalogue_slice"; from: number; most: number }
  | { kind: "catalogue_search"; text: string }
  | { kind: "catalogue_listings"; keys: string[] }
  /** Without keys: all of them. */
  | { kind: "catalogue_remove"; keys?: string[] }
  /** Which pictures an import of these offers would fetch. */
  | { kind: "catalogue_pictures"; offers: Offer[] }
  | { kind: "catalogue_put"; offers: Offer[]; pictures: boolean }
  | { kind: "catalogue_put_done" }
  | { kind: "packs" }
  | { kind: "pack_add"; address: string }
  | { kind: "pack_remove"; id: string }
  | { kind: "pack_switch"; id: string; on: boolean }
  | { kind: "pack_offline"; id: string; on: boolean };

/** What went wrong with a pack, for the popup. */
export interface PackFault {
  name: string;
  kind: string;
  message: string;
}

/** What the shopper chose (shared/settings.js). */
export interface Settings {
  /** How many of an item are wanted. */
  quantity: number;
  /** Where freight goes, as shared/i18n/regions.js names it; empty where none was chosen. */
  region: string;
  /** ISO 4217 code that savings are told in; empty: the shop's own. */
  currency: string;
  /** In place of the built-in table. */
  rates?: Rates;
  /** Which matches are shown: the sure ones alone, or likely ones too. */
  certainty: "sure" | "likely";
  /** Sites that are switched off, by the core's names. */
  off: string[];
  language: "auto" | "en" | "zh_CN" | "zh_TW" | "ar";
  /** Whether factory listings that the shopper looks at are kept; undefined until chosen. */
  learn?: boolean;
  /** Whether a watched item that became cheaper is notified. */
  notify: boolean;
}

/** How far a hunt for the source has come. */
export type HuntState = "waiting" | "reading" | "found" | "nothing" | "login" | "closed";

export interface Hunt {
  state: HuntState;
  platform: string;
  by: "picture" | "words";
  /** Milliseconds since the epoch. */
  since: number;
}

/** The state of one tab, as the popup shows it. */
export interface TabState {
  key: string;
  url: string;
  state: "off" | "read" | "waiting" | "matched" | "nothing" | "cards" | "offer" | "failed";
  reason?: NothingReason | "no_price" | "no_picture" | "pictures_failed" | "core";
  /** One of the shops that can be switched off. */
  shop?: string;
  title?: string;
  itemKey?: string;
  matches?: number;
  health?: Health;
  /** The page has had its time: what is not there now will not come. */
  final?: boolean;
  /** Picture hosts that the shopper has not allowed. */
  blockedHosts?: string[];
  hunt?: Hunt;
}

/** What something cost on each day that the shopper saw it: a point where the price changed, the lowest of its day. */
export interface PriceSeries {
  currency: string;
  /** Day (2026-11-25) and decimal amount, oldest first. */
  points: [string, string][];
  /** The last day that it was seen. */
  last: string;
  title?: string;
  url?: string;
}

/** What a factory's listing asked on each day that it was learnt, in its own currency: a point where a tier changed. */
export interface ListingHistory {
  currency: string;
  /** Day, and the tiers: from how many on, and the decimal amount. */
  points: [string, [number, string][]][];
  /** The last day that it was seen. */
  last: string;
  title?: string;
  url?: string;
}

export interface ItemHistory {
  title: string;
  url: string;
  shop: PriceSeries;
  /** Landed cost of one, by listing. */
  sources: Record<string, PriceSeries>;
}

/** A target price that a later visit may find reached. */
export interface Watch {
  /** The variant's history. */
  key: string;
  /** What all the item's variants have in common. */
  base: string;
  /** The shop's price, or the landed cost of the best source. */
  of: "shop" | "source";
  target: string;
  currency: string;
  title: string;
  url: string;
  since: string;
  /** A list's card has shown this variant's price. */
  listed?: boolean;
  hit?: { day: string; price: string; told: boolean };
}

/** A match of today's, for the popup. */
export interface Find {
  key: string;
  title: string;
  url: string;
  shop: string;
  class: Match["class"];
  saving?: Match["saving"];
}

/** One request that left the browser. */
export interface Sent {
  /** Counts up with the time. */
  id: number;
  /** Milliseconds since the epoch. */
  at: number;
  host: string;
  purpose: "picture" | "pack" | "search";
  /** `sent`: no answer yet, or the worker was stopped before it came. */
  outcome: "sent" | "ok" | "refused" | "failed" | "given_up";
  status?: number;
  bytes: number;
}

export type Request =
  | CatalogueRequest
  | { kind: "probes"; url: string }
  | { kind: "look"; key: string; snapshot: Snapshot; final: boolean }
  | { kind: "tags"; key: string; items: { n: number; item: Item }[] }
  | { kind: "panel" }
  /** The options page, at one of its sections. */
  | { kind: "options"; section: string }
  /** What so many of the tab's item cost at both sides. */
  | { kind: "sums"; offer: Offer; quantity: number; pieces?: [number, number] }
  | { kind: "pictures"; pictures: { address: string; own: boolean }[] }
  | { kind: "find"; tab?: number; way?: { platform: string; by: SourceLink["by"] } }
  /** Of the tab's item, and of the listings of these keys. */
  | { kind: "history"; listings: string[] }
  | { kind: "watch"; wish: { target: string; of: Watch["of"] } | null }
  | { kind: "watches" }
  | { kind: "watches_told" }
  | { kind: "unwatch"; key: string }
  | { kind: "hunt" }
  | { kind: "back" }
  | { kind: "status"; tab: number }
  | { kind: "run"; tab: number }
  /** The shops that there are rules for, and the built-in exchange rates. */
  | { kind: "shops" }
  | { kind: "rates" }
  /** Exchange rates as a file has them. */
  | { kind: "check_rates"; text: string }
  | { kind: "finds" }
  /** Everything that is stored will go: what is open now is to leave no trace again. */
  | { kind: "erasing" }
  /** Everything that was stored is gone: what is held in memory must go as well. */
  | { kind: "erased" };

export type Response =
  /** `texts`: those of a language that is not the browser's. */
  | { kind: "probes"; probes: Probes; texts?: Record<string, string> }
  /** The shopper switched this shop off. */
  | { kind: "off" }
  | { kind: "shops"; shops: string[] }
  | { kind: "rates"; rates: Rates }
  | { kind: "finds"; finds: Find[] }
  | { kind: "catalogue"; count: number; trouble: Trouble | null }
  | { kind: "catalogue_slice"; listings: HeldListing[] }
  | { kind: "catalogue_keys"; keys: string[] }
  | { kind: "catalogue_pictures"; addresses: string[] }
  | { kind: "catalogue_put"; left: LeftPicture[] }
  | { kind: "packs"; packs: (RemotePack & { loading: boolean; status: PackStatus })[] }
  | { kind: "verdict"; key: string; verdict: Verdict; title: string; image: string | null; sources: SourceLink[]; hunt?: Hunt; region: string }
  /** `n`: which element of the card selector's the card stands in. */
  | { kind: "cards"; key: string; cards: { n: number; item: Item }[] }
  | { kind: "nothing"; key: string; reason: string; retry: boolean }
  /** `late`: cards whose picture was not waited for any longer. */
  | { kind: "tags"; key: string; tags: Tag[]; late: number[] }
  | { kind: "sums"; sums: Sums }
  | { kind: "stale" }
  | { kind: "done" }
  | { kind: "status"; tab: TabState | null; packs: Pack[]; faults: PackFault[] }
  | { kind: "hunt"; hunt: Hunt | null }
  /** `listings`: left out where they were not asked for. */
  | { kind: "history"; history: ItemHistory | null; watch: Watch | null; today: string; listings?: ListingHistory[] }
  | { kind: "watches"; watches: Watch[] }
  | { kind: "pictures"; pictures: ({ type: string; base64: string } | null)[] }
  | { kind: "failed"; error: string; message: string };

/** From the background to the tab that asked for a source; the note goes to the tab with the results. */
export type Push =
  | { kind: "verdict"; itemKey: string; verdict: Verdict; hunt?: Hunt }
  | { kind: "hunt"; itemKey: string; hunt: Hunt }
  | { kind: "note"; matches: number }
  /** A choice of the shopper's changed what is shown. */
  | { kind: "settings" };

/** What the panel is given when it opens. */
export interface PanelInput {
  verdict: Verdict;
  sources: SourceLink[];
  /** Where freight goes, in the shopper's language; empty where none was chosen. */
  region: string;
  title: string;
  shopImage: string | null;
  /** The button that opens it, as it stands now. */
  opener: () => HTMLElement | null;
  find: (way?: SourceLink) => void;
  ask: (request: Request) => Promise<Response | null>;
  closed: () => void;
}

/** A panel that stands open. */
export interface OpenPanel {
  close: () => void;
  /** Takes in the matches that were found since. */
  update: (verdict: Verdict) => void;
}

declare global {
  /** Set by the build: "open" in test builds only. */
  const SHADOW_MODE: ShadowRootMode | undefined;
  /** Set by the build: the demo shop's address in demo builds, else empty. */
  const DEMO_SHOP: string;
  /** The panel's script, once it has been injected beside the content script. */
  var yuantouPanel: { open(input: PanelInput): OpenPanel } | undefined;
  /** The texts of the language that the shopper chose, where it is not the browser's. */
  var yuantouTexts: Record<string, string> | undefined;
  /** Ends the content script that runs on this page. */
  var yuantouEnd: (() => void) | undefined;
}
