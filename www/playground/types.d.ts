// What of the core the playground uses; the generated types stand beside the built core.

export interface LookView { name: string; part: [number, number, number, number]; mirrored: boolean; degrees: number; pdq: string; gradient: string }
export interface Look { width: number; height: number; quality: number; telling: boolean; chroma: number[]; views: LookView[] }
export interface ViewPair { shop: string; factory: string; pdq: number; gradient: number; distance: number }
/** A number, a model number, or what a spec states: `fact_…` texts have the words. */
export type ReasonPart = number | string | { name: string; numbers?: number[] };
export interface Reason { code: string; sign: "+" | "-"; [part: string]: any }
export interface Compared {
  probability: number;
  class: "same" | "similar" | "different";
  reasons: Reason[];
  pictures: { distance: number; colours: number; pairs: ViewPair[] } | null;
  bounds: { same: number; same_photograph: number; similar_photograph: number; other_colour: number };
}
export interface CoreSide { look(blob: Blob): Promise<Look>; free(): void }
export interface Item { title?: string; price?: { currency: string; min: string } }
export interface Offer { title?: string; currency: string; tiers: { from: number; price: string }[] }
export interface Core {
  default(): Promise<unknown>;
  Side: new () => CoreSide;
  compare(shop: CoreSide, item: Item, factory: CoreSide, offer: Offer, listings: number): Compared;
}
