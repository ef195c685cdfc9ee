#!/usr/bin/env bash
# The core's tests inside one browser, without a display: tools/wasm-tests.sh chrome|firefox
set -euo pipefail
cd "$(dirname "$0")/.."
# wasm-pack looks for wasm-bindgen on the PATH, and for its runner beside it; its own place is that of the other tools.
mkdir -p build/tools/bin
for name in wasm-bindgen wasm-bindgen-test-runner; do ln -sf "$PWD/target/debug/yuantou-$name" "build/tools/bin/$name"; done
export PATH="$PWD/build/tools/bin:$PATH"
case "$1" in
  chrome) driver=(--chrome --chromedriver "$(command -v chromedriver)") ;;
  firefox) driver=(--firefox --geckodriver "$(command -v geckodriver)") ;;
  *) echo "usage: $0 chrome|firefox" >&2; exit 2 ;;
esac
echo "== the core in $1"
# Seconds: a busy machine starts a browser slowly, and the defaults are 5 and 20.
export WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 WASM_BINDGEN_TEST_TIMEOUT=300
# --mode no-install: the tools come from tools/setup.sh, nothing is fetched here.
wasm-pack test --headless "${driver[@]}" --mode no-install . --no-default-features --test wasm
