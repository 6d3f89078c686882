#!/bin/sh
# Compiles requirements*.in into requirements*.txt: every package at one version, with the hashes of all its files.
set -eu
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/pip" install -q --disable-pip-version-check uv
for name in requirements requirements-dev; do
  # One file for every processor and every Python we take; no address of a registry stands in it.
  "$tools/bin/uv" pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links --upgrade "$name.in" -o "$name.txt"
done
