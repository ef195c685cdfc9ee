# Yuantou. `make demo` and `make test` do all of their own set-up on a Debian-like machine with rustup, Node and root
# or sudo; the rest are their parts.

CARGO ?= cargo
TOOL := target/release/yuantou
WASM := target/wasm32-unknown-unknown/release/yuantou.wasm
RUST := $(shell find src -type f) Cargo.toml Cargo.lock .cargo/config.toml
EXTENSION := $(shell find extension -type f -not -path 'extension/core/*' -not -path 'extension/packs/*') tools/build.mjs

.PHONY: demo test dist bench check native wasm-tests e2e screenshots setup setup-build clean

setup:
	@tools/setup.sh

setup-build:
	@tools/setup.sh build

$(TOOL): $(RUST)
	$(CARGO) build --release
	@touch $@

# The core for the browser: the same crate without the command line.
extension/core/yuantou.js: $(RUST) tools/wasm.mjs | setup-build
	$(CARGO) build --release --lib --target wasm32-unknown-unknown --no-default-features
	node tools/wasm.mjs $(WASM) extension/core
	@touch $@

# The demo shop's pictures and listings, and the sample pack that is built from them.
www/factory/listings.jsonl: $(TOOL)
	$(TOOL) demo build --out www
	@touch $@

extension/packs/sample/manifest.json: www/factory/listings.jsonl
	$(TOOL) pack build www/factory/listings.jsonl --images www/factory --name "Demo shop" --out extension/packs/sample
	@touch $@

build/extension/manifest.json: extension/core/yuantou.js extension/packs/sample/manifest.json $(EXTENSION)
	node tools/build.mjs

dist: build/extension/manifest.json

clean:
	rm -rf target dist build extension/core extension/packs node_modules
