import type { Item, Offer, Pack, Page, Probes, Rates, Reading, Snapshot, SourceLink, Sums, Verdict } from "./types";

/** The interface of src/wasm/ as the shell uses it, so that the shell can be checked without a built core. */
export interface Core extends CatalogueCore {
  default(options: { module_or_path: Promise<globalThis.Response> }): Promise<unknown>;
  Engine: new () => Engine;
  Learner: new (offer: Offer) => Learner;
  /** The listing of a record. */
  read_record(record: Uint8Array): Offer;
}

/** The part of it that keeps catalogues. */
export interface CatalogueCore {
  Update: new (name: string, manifest: Uint8Array | undefined, records: Uint8Array[], removed: string[]) => Update;
  segment_files(list: Uint8Array, digest: string): { name: string; bytes: number }[];
  FileCheck: new (list: Uint8Array, digest: string, name: string) => FileCheck;
}

/** The check of a segment's file that comes in parts. */
export interface FileCheck {
  take(part: Uint8Array): void;
  /** Throws unless all parts together are what the list says; there is no more to be done with it after that. */
  end(): void;
  free(): void;
}

/** An update of the shopper's catalogue: it says what it needs to read, and hands over files. */
export interface Update {
  files(): string[];
  file(path: string, content: Uint8Array): void;
  reads(): { path: string; start: number; length: number }[];
  give(read: { path: string; start: number; length: number }, bytes: Uint8Array): void;
  /** Ends it; `manifest.json` among the files is to be stored after the others, `dropped` folders go after that. */
  finish(): { files: Record<string, Uint8Array>; dropped: string[] };
  free(): void;
}

/** A listing on its way into the catalogue. */
export interface Learner {
  key(): string;
  needs(): { ticket: number; address: string }[];
  picture(ticket: number, blob: Blob): Promise<void>;
  /** Takes over what an earlier record said; true if its codes hold as well. */
  keep(record: Uint8Array): boolean;
  record(): Uint8Array;
  free(): void;
}

/** What one pack said in a lookup. */
export interface Answered {
  pack: string;
  listings: number;
  bytes: number;
  round_trips: number;
  faults: number;
}

/** The part of it that reads and writes listings. */
export interface ListingCore {
  ListingTable: new (headers: string[]) => ListingTable;
  offers_of_lines(lines: string[]): ReadListings;
  /** The header of an export. */
  listing_columns(): string[];
  /** The rows of an export, under that header. */
  listing_rows(offers: Offer[]): string[][];
  /** Everything that a column of an import can be set to. */
  mapping_columns(): string[];
}

/** The columns of a table of listings, recognised by their headers. */
export interface ListingTable {
  columns(): { header: string; column: string }[];
  set(index: number, column: string): void;
  /** Whether a column is a title or a picture: without either, no row is a listing. */
  is_useful(): boolean;
  /** Whether a column is a price: without one, no listing of the table has a landed cost. */
  is_priced(): boolean;
  offers(rows: string[][]): ReadListings;
  free(): void;
}

export interface ReadListings {
  offers: Offer[];
  /** Of which row of the batch each is, and what it is known by. */
  rows: number[];
  keys: string[];
  /** Rows that are left out. */
  faults: ListingFault[];
  /** What is doubtful about listings that are taken. */
  notes: ListingFault[];
}

/** Why a row is left out, or doubtful: its place in the batch, the kind of fault with its parts, and all of it in English. */
export interface ListingFault {
  row: number;
  message: string;
  kind: "cell" | "nothing_to_find" | "bad_tier" | "no_price" | "bad_rate" | "retail" | "no_offer" | "json";
  column?: string;
  value?: string;
  expected?: "amount" | "agreed" | "number" | "tiers" | "rate" | "date" | "unrounded" | "json";
}

/** The choices that enter a verdict; the core has its defaults. */
export interface CoreSettings {
  quantity?: number;
  pictures?: number;
  currency?: string;
  rates?: Rates;
  sure_only?: boolean;
}

/** Every method throws an error with a `kind`. */
export interface Engine {
  add_pack(name: string, files: Record<string, Uint8Array>): Pack;
  /** A pack whose bytes a query asks for; `far`: over a network. */
  add_outside(name: string, manifest: Uint8Array, far: boolean): Pack;
  remove_pack(name: string): void;
  probes(url: string): Probes;
  read(snapshot: Snapshot): Reading;
  source_links(item: Item): SourceLink[];
  listings(page: Page): Offer[];
  sums(item: Item, offer: Offer, settings: CoreSettings, pieces: [number, number] | undefined): Sums;
  begin(item: Item, settings: CoreSettings): Query;
  shops(): string[];
  shop(url: string): string | undefined;
  rates(): Rates;
  import_rates(text: string): Rates;
}

/** One item's lookup: a state machine that is fed pictures and listings. */
export interface Query {
  needs(): { ticket: number; address: string }[];
  picture(ticket: number, blob: Blob): Promise<void>;
  missing(ticket: number): void;
  add_offers(offers: Offer[]): void;
  /** Stretches of packs that are needed now and were not asked for before, those first that are best fetched first. */
  byte_needs(): { ticket: number; pack: string; path: string; start: number; length: number }[];
  /** Whether a stretch is still waited for. */
  needs_bytes(ticket: number): boolean;
  /** Takes a needed stretch, or nothing where it cannot be had; true if others are needed now. */
  bytes(ticket: number, bytes?: Uint8Array): boolean;
  /** What is still waited for is gone without. */
  give_up(): void;
  answered(): Answered[];
  verdict(): Verdict;
  free(): void;
}
