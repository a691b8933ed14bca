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
lock package.txt --constraint requirements/runtime.txt --constraint requirements/build.in --extra package pyproject.toml
lock build.txt requirements/build.in
