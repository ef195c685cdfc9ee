import type { Item, Offer, Pack, Page, Probes, Reading, Snapshot, SourceLink, Sums, Verdict } from "./types";

/** The interface of src/wasm/ as the shell uses it, so that the shell can be checked without a built core. */
export interface Core {
  default(options: { module_or_path: Promise<globalThis.Response> }): Promise<unknown>;
  Engine: new () => Engine;
}

/** Every method throws an error with a `kind`. */
export interface Engine {
  add_pack(name: string, files: Record<string, Uint8Array>): Pack;
  probes(url: string): Probes;
  read(snapshot: Snapshot): Reading;
  source_links(item: Item): SourceLink[];
  listings(page: Page): Offer[];
  sums(item: Item, offer: Offer, quantity: number, pieces: [number, number] | undefined): Sums;
  begin(item: Item, settings: { quantity?: number; pictures?: number }): Query;
}

/** One item's lookup: a state machine that is fed pictures and listings. */
export interface Query {
  needs(): { ticket: number; address: string }[];
  picture(ticket: number, blob: Blob): Promise<void>;
  missing(ticket: number): void;
  add_offers(offers: Offer[]): void;
  verdict(): Verdict;
  free(): void;
}
