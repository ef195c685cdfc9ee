// @ts-check
// What the tests of one process came to: a line for each as it ends, and all of it as JSON in E2E_RESULT.
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { inspect } from "node:util";

/** @typedef {{ passed: number, failed: number, skipped: { name: string, why: string }[], files: Record<string, number> }} Result */

/** @param {AsyncIterable<any>} events */
export default async function* report(events) {
  /** @type {Result} */
  const result = { passed: 0, failed: 0, skipped: [], files: {} };
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type === "test:diagnostic" && data.nesting > 0) yield `  ${data.message}\n`;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const { name, details, file = "", nesting } = data;
    const part = basename(file).replace(/\.(test\.)?mjs$/, "");
    const seconds = details.duration_ms / 1000;
    // Its hooks count for the file as well.
    if (nesting === 0) result.files[part] = (result.files[part] ?? 0) + seconds;
    const error = type === "test:fail" ? details.error : undefined;
    if (details.type === "suite") {
      // A suite whose tests failed says no more than they did; one whose hook failed has none.
      if (/** @type {any} */ (error)?.failureType === "hookFailed") {
        result.failed += 1;
        yield `✖ ${part}: ${name}\n${inspect(error?.cause ?? error)}\n`;
      }
      continue;
    }
    if (error) {
      result.failed += 1;
      yield `✖ ${part}: ${name} (${seconds.toFixed(1)} s)\n${inspect(error.cause ?? error)}\n`;
    } else if (data.skip !== undefined) result.skipped.push({ name: `${part}: ${name}`, why: String(data.skip === true ? "" : data.skip) });
    else {
      result.passed += 1;
      yield `✔ ${part}: ${name} (${seconds.toFixed(1)} s)\n`;
    }
  }
  await writeFile(String(process.env.E2E_RESULT), JSON.stringify(result));
}
