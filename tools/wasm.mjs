// @ts-check
// Makes the browser's core from the compiled crate: bindings, then optimisation, then a proof that it starts.
// Usage: node tools/wasm.mjs [--quick] MODULE.wasm OUT_FOLDER [NAME]
//   --quick  leaves the optimisation out: for the demo and the tests
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const arguments_ = process.argv.slice(2);
const quick = arguments_[0] === '--quick';
const [module, out, name = 'yuantou'] = quick ? arguments_.slice(1) : arguments_;
mkdirSync(out, { recursive: true });
const bindgen = fileURLToPath(new URL('../target/debug/yuantou-bindgen', import.meta.url));
execFileSync(bindgen, [module, out, name], { stdio: 'inherit' });

const binary = `${out}/${name}_bg.wasm`;
const optimizer = fileURLToPath(new URL('../node_modules/binaryen/bin/wasm-opt', import.meta.url));
// Not --all-features: with it, binaryen writes modules that some engines refuse. These are what rustc itself enables.
const features = ['simd', 'bulk-memory', 'sign-ext', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'multivalue'];
// Only what makes the module smaller as it is shipped, that is compressed: -Oz and -O3 inline and renumber what the
// compiler has left alike, and the one packs to 50 kB more, the other to 40 kB more, for no gain in speed.
const passes = ['duplicate-function-elimination', 'remove-unused-module-elements', 'memory-packing', 'remove-unused-brs', 'optimize-instructions', 'vacuum', 'reorder-locals', 'strip-debug', 'strip-producers'];
const flags = [...passes.map((pass) => `--${pass}`), ...features.map((feature) => `--enable-${feature}`)];
if (!quick) execFileSync(process.execPath, [optimizer, ...flags, binary, '-o', binary], { stdio: 'inherit' });

if (!WebAssembly.validate(readFileSync(binary))) throw new Error(`${binary} is not a valid module after optimisation`);
const size = statSync(binary).size;
console.log(`${binary}: ${Math.round(size / 1000)} kB, ${Math.round(gzipSync(readFileSync(binary), { level: 9 }).length / 1000)} kB gzipped`);
