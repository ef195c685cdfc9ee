#!/usr/bin/env bash
# Installs what building and testing need on a Debian-like machine: does nothing twice, and says plainly what is
# missing where it cannot. Called by the Makefile; `tools/setup.sh build` leaves the browsers out, `tools/setup.sh
# cluster` installs Spark instead of them.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

have cargo || die 'Rust is missing: install rustup from https://rustup.rs, then run this again'
have rustup || die 'rustup is missing, and with it the wasm target: install it from https://rustup.rs'
have node || die 'Node.js is missing: install version 20 or newer from https://nodejs.org, then run this again'
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] ||
  die "Node.js $(node --version) is too old: 20 or newer is needed"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else die "root or sudo is needed for: $*"
  fi
}

rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown

have cc || { have apt-get || die 'a C compiler is missing: install gcc'; as_root apt-get update -q; as_root apt-get install -q -y --no-install-recommends build-essential; }

# The command line tool must be exactly the crate's version: the two speak a private format.
bindgen=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print }' Cargo.lock)
[ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $bindgen" ] ||
  { say "installing wasm-bindgen-cli $bindgen"; cargo install wasm-bindgen-cli --version "$bindgen"; }

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
fi

[ "${1-}" = build ] && exit 0

if [ "${1-}" = cluster ]; then
  packages=()
  # Spark 4 runs on Java 17 and later, which Debian has as its default since version 12.
  java_major=$({ java -version 2>&1 || true; } | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  have java || packages+=(default-jre-headless)
  [ "${java_major:-17}" -ge 17 ] || die "Java $java_major is too old for Spark: install 17 or newer, and put it first on PATH"
  have python3 || packages+=(python3)
  # Debian's Python comes without what a virtual environment is made with.
  python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
  if [ ${#packages[@]} -gt 0 ]; then
    have apt-get || die "please install, by your system's own means: ${packages[*]}"
    say "installing ${packages[*]}"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
  fi
  spark=4.0.1
  # xxhash is what docs/read_pack.py needs.
  [ "$(build/cluster-venv/bin/python -c 'import pyspark, xxhash; print(pyspark.__version__)' 2>/dev/null)" = "$spark" ] || {
    say "installing PySpark $spark"
    python3 -m venv --clear build/cluster-venv
    build/cluster-venv/bin/pip install --quiet --disable-pip-version-check "pyspark==$spark" xxhash==4.1.0
  }
  exit 0
fi

have wasm-pack || { say 'installing wasm-pack'; cargo install wasm-pack; }
have geckodriver || { say 'installing geckodriver'; cargo install geckodriver; }

packages=()
have chromium || packages+=(chromium)
have chromedriver || packages+=(chromium-driver)
have firefox-esr || have firefox || packages+=(firefox-esr)
have openssl || packages+=(openssl)
[ -n "$(find /usr/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ] || packages+=(fonts-noto-cjk)
if [ ${#packages[@]} -gt 0 ]; then
  have apt-get || die "please install, by your system's own means: ${packages[*]}"
  say "installing ${packages[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
fi
