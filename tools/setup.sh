#!/usr/bin/env bash
# Installs what building and testing need on a Debian-like machine: does nothing twice, and says plainly what is
# missing where it cannot. Called by the Makefile; `tools/setup.sh build` leaves the browsers out, `tools/setup.sh demo`
# leaves Firefox out, `tools/setup.sh cluster` installs Spark instead of them.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Two at once would install the same things over each other.
mkdir -p build
if [ -z "${YUANTOU_SETUP_LOCKED-}" ] && have flock; then
  YUANTOU_SETUP_LOCKED=1 exec flock build/.setup-lock "$PWD/tools/setup.sh" "$@"
fi

have cargo || die 'Rust is missing: install rustup from https://rustup.rs, open a new shell, then run this again'
have rustup || die 'rustup is missing, and with it the wasm target: install it from https://rustup.rs'
have node || die 'Node.js is missing: install version 20 or newer from https://nodejs.org, then run this again'
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] ||
  die "Node.js $(node --version) is too old: install version 20 or newer from https://nodejs.org, then run this again"
have npm || die 'npm is missing: install it beside Node.js (on Debian: apt-get install npm), then run this again'

# Before anything is begun: a disk that is full in the middle of a compilation says so in no words that help.
needed=4
[ "${1-}" = demo ] || [ "${1-}" = build ] && needed=2
free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1048576) }')
[ -d target ] || [ "$free" -ge "$needed" ] ||
  die "only $free GB are free here, and $needed GB are needed: free some, or clone to another disk, then run this again"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else die "root or sudo is needed for: $*. Run that as root, then this again"
  fi
}

# What stops here is nearly always the network; what a tool says of that is seldom plain.
fetch() {
  local what=$1
  shift
  "$@" || die "$what could not be fetched: check the network (and its proxy), then run this again; what is there already is kept"
}

install_packages() {
  have apt-get || die "please install, by your system's own means: $*"
  say "installing $*"
  fetch 'the list of packages' as_root apt-get update -q
  fetch "$*" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

rustup target list --installed | grep -qx wasm32-unknown-unknown || fetch 'the wasm target' rustup target add wasm32-unknown-unknown

have cc || install_packages build-essential

if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  fetch 'npm packages' npm ci --no-audit --no-fund
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
  [ ${#packages[@]} -eq 0 ] || install_packages "${packages[@]}"
  spark=4.0.1
  # xxhash is what docs/read_pack.py needs.
  [ "$(build/cluster-venv/bin/python -c 'import pyspark, xxhash; print(pyspark.__version__)' 2>/dev/null)" = "$spark" ] || {
    say "installing PySpark $spark"
    python3 -m venv --clear build/cluster-venv
    build/cluster-venv/bin/pip install --quiet --disable-pip-version-check "pyspark==$spark" xxhash==4.1.0
  }
  exit 0
fi

# In debug builds: they run for seconds, and are compiled in a fraction of the time.
install_tool() {
  case $("$1" --version 2>/dev/null | head -n 1) in *" $2" | *" $2 "*) return ;; esac
  say "compiling $1 $2"
  fetch "$1" cargo install --quiet --debug --root build/tools --version "$2" "$1"
}
export PATH="$PWD/build/tools/bin:$PATH"
[ "${1-}" = demo ] || { install_tool wasm-pack 0.15.1; install_tool geckodriver 0.37.1; }

packages=()
[ -z "${CHROME-}" ] || [ -x "$CHROME" ] || die "CHROME is $CHROME, where there is no browser: set it to one that loads unpacked extensions, or unset it"
[ -n "${CHROME-}" ] || have chromium || packages+=(chromium)
[ "${1-}" = demo ] || have chromedriver || packages+=(chromium-driver)
[ "${1-}" = demo ] || have firefox-esr || have firefox || packages+=(firefox-esr)
[ -n "$(find /usr/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ] || packages+=(fonts-noto-cjk)
[ ${#packages[@]} -eq 0 ] || install_packages "${packages[@]}"
