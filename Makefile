# Yuantou. `make demo` and `make test` do all of their own set-up on a Debian-like machine with rustup, Node and root
# or sudo; the rest are their parts.

CARGO ?= cargo
# A fresh clone is compiled once: what a later change could start from costs more than it saves here.
export CARGO_INCREMENTAL ?= 0
# What people install; tests use the one that they have compiled anyway.
TOOL := target/release/yuantou
TEST_TOOL := target/debug/yuantou
export YUANTOU ?= $(CURDIR)/$(TEST_TOOL)
RUST := $(shell find src -type f) Cargo.toml Cargo.lock .cargo/config.toml
DEMO_RUST := $(RUST) $(shell find tools/demo-shop -type f)
BINDGEN := target/debug/yuantou-bindgen
# How `extension/core` is compiled, which demo, tests and site run: `dev` in a fraction of the time, `wasm` as it is shipped.
CORE_PROFILE ?= dev
CORE_FOLDER = $(if $(filter dev,$(CORE_PROFILE)),debug,$(CORE_PROFILE))
# Recipes that compile or install wait for one another, also where two makes run at once.
LOCK := mkdir -p build && flock build/.lock
SHELL_FILES := $(shell find extension -type f -not -path 'extension/core/*' -not -path 'extension/packs/*') tools/build.mjs

.PHONY: demo test check-part walk dist build www bench bench-catalogue bench-hash bench-scan bench-beside check native wasm-tests e2e screenshots setup setup-build clean test-cluster setup-cluster test-long FORCE

# ---- what people call

# Builds everything, starts the demo shop, and opens a browser with the extension.
demo:
	@tools/step --start
	@tools/step 'set-up' tools/setup.sh demo
	@tools/step 'wasm-bindgen' $(MAKE) --no-print-directory $(BINDGEN)
	@tools/step 'core for the browser' $(MAKE) --no-print-directory extension/core/yuantou.js
	@tools/step 'goods and sample pack' $(MAKE) --no-print-directory extension/packs/sample/manifest.json
	@tools/step 'extension' $(MAKE) --no-print-directory build/demo/manifest.json
	@tools/step --report
	node tools/demo.mjs

# Every test: native, in both browsers, end to end.
# Each part runs also where an earlier one failed, and all of them are summed up at the end.
test: setup
	@node tools/summary.mjs --start
	@tools/step --start
	-@tools/step check $(MAKE) --no-print-directory check-part
	-@tools/step native $(MAKE) --no-print-directory native
	-@tools/step wasm $(MAKE) --no-print-directory wasm-tests
	-@tools/step 'end to end' $(MAKE) --no-print-directory e2e
	@tools/step --report
	@node tools/summary.mjs check native doctests node wasm e2e

# A thousand random steps through the demo shop in each browser: about ten minutes, of which `make test` walks the first
# sixty steps. WALK_SEED: another way.
walk: setup build/demo/manifest.json $(TEST_TOOL)
	WALK_STEPS=1000 node --test tests/e2e/walk.test.mjs

# The long ones beside the short samples in `make test`.
test-long: setup build/demo/manifest.json $(TEST_TOOL)
	node tests/e2e/run.mjs --long walk a11y_panel

# A pack built by Spark on two workers, one of which is killed, beside the same one built here.
test-cluster: setup-cluster $(TOOL) build/www/factory/listings.jsonl
	timeout -k 10 900 build/cluster-venv/bin/python tests/cluster/run.py

# The two archives that the stores take.
dist: build/extension/manifest.json
	node tools/dist.mjs

# The command line.
build: $(TOOL)

# The site: what Yuantou is, the playground and the demo shop, for any static host. `node tools/serve.mjs build/site`
# shows it here.
www:
	$(MAKE) CORE_PROFILE=wasm build/site/index.html

# The figures of the README.
bench: setup dist $(TEST_TOOL)
	$(MAKE) CORE_PROFILE=wasm build/demo/manifest.json
	node tests/e2e/bench.mjs
	node tests/e2e/bench_options.mjs

# The picture codes beside the npm packages that people would take instead, and beside the native build.
bench-hash:
	$(MAKE) CORE_PROFILE=wasm extension/core/yuantou.js
	mkdir -p build/bench-hash && echo '{ "private": true }' > build/bench-hash/package.json
	cd build/bench-hash && npm install --silent --no-save --no-audit --no-fund --no-package-lock \
		browser-image-hash@0.0.7 sharp-phash@2.2.0 blockhash-core@0.1.0 imghash@1.1.4 sharp@0.35
	node benches/hashes.mjs

# Lookups in a large pack that is kept offline, and learning, in the browser. PACK: a folder that
# `yuantou-evaluate catalogue --keep` or `yuantou pack build` wrote.
bench-catalogue:
	$(MAKE) CORE_PROFILE=wasm build/demo/manifest.json
	node tests/e2e/bench_catalogue.mjs $(PACK)

# The parts of the core that the benchmarks below run, as a module of their own.
build/beside/beside.js: $(RUST) examples/beside.rs $(BINDGEN) | setup-build
	$(CARGO) build --profile wasm --example beside --target wasm32-unknown-unknown --no-default-features
	node tools/wasm.mjs target/wasm32-unknown-unknown/wasm/examples/beside.wasm build/beside beside
	@touch $@

# A full scan of 1,000,000 codes beside the memory's speed.
bench-scan: build/beside/beside.js
	node benches/scan.mjs

# Lookups beside usearch and hnswlib-wasm on the same codes, and beside MiniSearch and Fuse.js on the same titles. DATA: a
# folder of pictures, and `titles/listings_zh.csv` if it has one; without it, the demo's.
DATA ?= build/www
bench-beside: build/beside/beside.js build/www/factory/listings.jsonl
	$(CARGO) build --release --package yuantou-evaluate
	mkdir -p build/bench-beside && echo '{ "private": true }' > build/bench-beside/package.json
	cd build/bench-beside && npm install --silent --no-save --no-audit --no-fund --no-package-lock \
		usearch@2.25.3 hnswlib-wasm@0.8.2 fake-indexeddb@6.2.8 minisearch@7.2.0 fuse.js@7.5.0
	node benches/pictures.mjs $(DATA)
	node benches/titles.mjs $(DATA)

# The pictures under docs/screenshots.
screenshots: setup build/demo/manifest.json
	node tests/e2e/run.mjs --screenshots

# ---- their parts

setup:
	@tools/setup.sh

setup-build:
	@tools/setup.sh build

setup-cluster: setup-build
	@tools/setup.sh cluster

check: build/extension/manifest.json extension/core/yuantou.js
	$(CARGO) fmt --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) clippy --lib --target wasm32-unknown-unknown --no-default-features --features demo-shop,playground -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --no-deps --package yuantou
	npx tsc --noEmit
	npx web-ext lint --source-dir build/extension

check-part:
	@node tools/part.mjs check $(MAKE) --no-print-directory check

native: extension/core/yuantou.js
	node tools/part.mjs native $(CARGO) test --workspace --lib --bins --tests
	node tools/part.mjs doctests $(CARGO) test --package yuantou --doc
	node tools/part.mjs node node --test tests/unit/tools/ tests/unit/extension/ tests/setup/

wasm-tests: setup
	$(CARGO) build --package yuantou-bindgen --features wasm-pack
	node tools/part.mjs wasm-chrome tools/wasm-tests.sh chrome
	node tools/part.mjs wasm-firefox tools/wasm-tests.sh firefox

e2e: setup build/demo/manifest.json $(TEST_TOOL)
	node tests/e2e/run.mjs

$(TOOL): $(RUST)
	$(LOCK) $(CARGO) build --release
	@touch $@

# With the demo shop's rules, as the tests compile it, so that this compiles nothing a second time.
$(TEST_TOOL): $(RUST)
	$(LOCK) $(CARGO) build --features demo-shop,playground
	@touch $@

# Bindings by the library of exactly the crate's version, which Cargo.lock holds.
$(BINDGEN): Cargo.lock $(shell find tools/bindgen -type f)
	$(LOCK) $(CARGO) build --package yuantou-bindgen
	@touch $@

build/core-profile: FORCE
	@mkdir -p build && { echo $(CORE_PROFILE) | cmp -s - $@ || echo $(CORE_PROFILE) >$@; }

# The core for the demo, the site and the tests: the same crate without the command line, with the demo shop's rules and
# the playground's exports.
extension/core/yuantou.js: $(RUST) tools/wasm.mjs build/core-profile $(BINDGEN) | setup-build
	$(LOCK) $(CARGO) build --profile $(CORE_PROFILE) --lib --target wasm32-unknown-unknown --no-default-features --features demo-shop,playground
	node tools/wasm.mjs $(if $(filter dev,$(CORE_PROFILE)),--quick) target/wasm32-unknown-unknown/$(CORE_FOLDER)/yuantou.wasm extension/core
	@touch $@

# The core as it is shipped.
build/core/yuantou.js: $(RUST) tools/wasm.mjs $(BINDGEN) | setup-build
	$(LOCK) $(CARGO) build --profile wasm --lib --target wasm32-unknown-unknown --no-default-features
	node tools/wasm.mjs target/wasm32-unknown-unknown/wasm/yuantou.wasm build/core
	@touch $@

# The demo shop's pictures and listings, and the sample pack of what its factories offer.
build/www/factory/listings.jsonl: $(DEMO_RUST)
	$(LOCK) $(CARGO) run --package yuantou-demo-shop -- build/www extension/packs/sample
	@touch $@

extension/packs/sample/manifest.json: build/www/factory/listings.jsonl
	@touch $@

build/extension/manifest.json: build/core/yuantou.js extension/packs/sample/manifest.json $(SHELL_FILES)
	node tools/build.mjs --core build/core

build/demo/manifest.json: extension/core/yuantou.js extension/packs/sample/manifest.json $(SHELL_FILES)
	node tools/build.mjs --demo --out build/demo

build/site/index.html: extension/core/yuantou.js build/www/factory/listings.jsonl $(shell find www -type f) $(wildcard docs/screenshots/*) tools/site.mjs
	node tools/site.mjs

clean:
	rm -rf target dist build extension/core extension/packs node_modules
