#!/bin/sh
# Lock the dependencies: requirement files with hashes that name no package index. "1" as first word: the newest that fit.
set -eu
cd "$(dirname "$0")/.."

tool=.venv-lock
[ -x "$tool/bin/uv" ] || { .venv/bin/python -m venv "$tool" && "$tool/bin/python" -m pip install --quiet 'uv>=0.9'; }
upgrade=${1:+--upgrade}

lock() { # $1: output; the rest: what to lock
    output=$1
    shift
    "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links $upgrade --output-file "requirements/$output" "$@"
}

lock runtime.txt pyproject.toml
lock dev.txt --constraint requirements/runtime.txt --extra dev pyproject.toml
version=$(sed -n 's/^opencv-python==\([^ ]*\).*/\1/p' requirements/runtime.txt) # one OpenCV, with and without windows
printf 'opencv-python-headless==%s\n' "$version" | lock package.txt --constraint - --constraint requirements/runtime.txt \
    --constraint requirements/build.in --override requirements/package.override --extra package \
    pyproject.toml requirements/package.in
lock build.txt requirements/build.in
