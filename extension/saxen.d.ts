/** The part of saxen, which comes without types, that is used here. */
declare module "saxen" {
  export class Parser {
    on(event: "openTag", handle: (name: string, attributes: () => object, decode: (text: string) => string) => void): this;
    on(event: "text", handle: (text: string, decode: (text: string) => string) => void): this;
    on(event: "cdata", handle: (text: string) => void): this;
    on(event: "closeTag", handle: (name: string) => void): this;
    on(event: "error", handle: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
