#!/bin/sh
# Installs what running the product needs, or with `test` what testing it needs: sh scripts/setup.sh [run|test]
# Needs Python 3.11 or newer. Run again at will: what is there already is left alone.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes

say() { printf '==> %s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }

# Packages of the system, for everybody: root only.
install_packages() {
  say "installing $*"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Packages of the system, for this checkout only: apt looks them up in a folder of ours, dpkg unpacks them there.
unpack_packages() {
  say "unpacking $* into .venv/sys (not root)"
  sys=$PWD/.venv/sys
  mkdir -p "$sys/apt/lists/partial" "$sys/apt/cache/archives/partial"
  cat >"$sys/apt/apt.conf" <<END
Dir::State "$sys/apt";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$sys/apt/cache";
Debug::NoLocking "true";
END
  (
    export APT_CONFIG="$sys/apt/apt.conf"
    cd "$sys/apt/cache"
    apt-get update -qq
    # shellcheck disable=SC2046
    apt-get download -qq $(apt-get install -s --no-install-recommends "$@" | awk '/^Inst/ { print $2 }')
    for package in *.deb; do dpkg-deb -x "$package" "$sys"; done
  ) || return 1
  rm -rf "$sys/apt"
}

find_python() {
  for candidate in python3.11 python3.12 python3.13 python3; do
    if has "$candidate" && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

# Debian keeps the part of Python that makes environments in a package of its own.
venv_without_its_package() {
  has apt-get || return 1
  if is_root; then
    install_packages python3-venv && "$python" -m venv .venv
  else
    "$python" -m venv --without-pip .venv && unpack_packages python3-pip-whl || return 1
    set -- .venv/sys/usr/share/python-wheels/pip-*.whl
    PYTHONPATH=$1 .venv/bin/python -m pip install -q --no-index "$1"
  fi
}

make_environment() {
  python=$(find_python)
  [ -n "$python" ] || fail "Python 3.11 or newer is needed. Install python3, then run this again."
  say "making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv >/dev/null 2>&1 && return
  rm -rf .venv
  venv_without_its_package || fail "Python cannot make environments here. Run: sudo apt-get install python3-venv"
}

install_requirements() {
  stamp=.venv/installed-$1
  if [ "$(cat "$stamp" 2>/dev/null)" != "$(cksum <"$1")" ]; then
    say "installing $(grep -c == "$1") pinned packages"
    .venv/bin/python -m pip install -q --no-compile --require-hashes -r "$1"
    cksum <"$1" >"$stamp"
  fi
}

pdf_works() (
  . scripts/env.sh
  .venv/bin/python -W ignore -c 'import weasyprint' >/dev/null 2>&1
)

provide_pango() {
  pdf_works && return
  has apt-get || fail "PDF packets need Pango. Install it (macOS: brew install pango; Fedora: dnf install pango; Alpine: apk add pango), then run this again."
  # shellcheck disable=SC2086
  if is_root; then
    install_packages $PANGO
  else
    unpack_packages $PANGO && touch .venv/sys/in-use
  fi && pdf_works || fail "PDF packets need Pango. Run: sudo apt-get install $PANGO"
}

# Chromium without the parts that show it: the tests' windows take half the time of a processor.
provide_browser() {
  has chromium-headless-shell && return
  if is_root && has apt-get && install_packages chromium-headless-shell; then return; fi
  has chromium && return
  say "Chromium is missing: the browser tests will be skipped. To run them: sudo apt-get install chromium-headless-shell"
}

[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 || make_environment
case $purpose in
  run) install_requirements requirements.txt ;;
  test) install_requirements requirements-dev.txt ;;
  *) fail "Say what for: sh scripts/setup.sh run, or sh scripts/setup.sh test." ;;
esac
provide_pango
if [ "$purpose" = test ]; then provide_browser; fi
