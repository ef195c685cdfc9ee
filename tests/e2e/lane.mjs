// @ts-check
// Several test files in one process, one after the other, so that they share a browser. Started by run.mjs.
import { after, describe } from "node:test";
import { closeShared } from "./browser.mjs";

for (const file of JSON.parse(process.env.E2E_FILES ?? "[]")) await import(file);

// Suites run in the order in which they were written down: this one is the last.
describe("the end", () => after(closeShared));
