#!/bin/sh
# Make this checkout ready: system packages, a Python of its own in .venv, the locked dependencies, the project itself.
#
#   packaging/setup.sh run|test|package
#
# Does nothing, within a second, where nothing has changed. PYTHON names the interpreter to use (3.11 to 3.13); a .venv of
# another version is made anew.
set -eu
cd "$(dirname "$0")/.."

kind=${1:-test}
venv=.venv
packages=packaging/linux/apt-packages.txt
version_of='import sys; print("%d.%d" % sys.version_info[:2])'
in_range='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# ---------------------------------------------------------------- system packages (Debian and its children)

wanted_packages() { # $1: run, or test, which includes run, or package, which includes both
    awk -v kind="$1" '
        /^\[/ { section = substr($1, 2, length($1) - 2); next }
        $1 != "" && $1 !~ /^#/ && (section == "run" || section == kind || kind == "package") { print $1 }' "$packages"
}

missing_packages() { # reads names, prints those that are neither installed nor provided by one that is
    { dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' 2>/dev/null; echo ==; cat; } | awk '
        $1 == "==" { asked = 1; next }
        !asked && $1 == "installed" {
            sub(/^installed /, ""); gsub(/\([^)]*\)/, "")
            count = split($0, names, /[ ,]+/)
            for (i = 1; i <= count; i++) have[names[i]] = 1
        }
        asked && !($1 in have) { print $1 }'
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_packages() { # $*: names
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        stop "These system packages are missing, and installing them takes an administrator. Run this, then try again:

    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"
    fi
    say "Installing system packages: $*"
    log=$(mktemp)
    if ! { as_root apt-get update -q &&
           as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q --yes --no-install-recommends \
               -o DPkg::Lock::Timeout=300 "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        stop "The system packages could not be installed. Is this machine online? What apt said is above."
    fi
    rm -f "$log"
}

ensure_packages() { # $*: names; where there is no dpkg, the system is not ours to fill
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    lacking=$(printf '%s\n' "$@" | missing_packages | tr '\n' ' ')
    [ -z "${lacking% }" ] || install_packages ${lacking}
}

# ---------------------------------------------------------------- Python

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && "$name" -c "$in_range" 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

ensure_python() { # sets python
    python=$(find_python)
    [ -n "$python" ] || ensure_packages python3
    python=$(find_python)
    [ -n "$python" ] || stop "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: make setup PYTHON=/path/to/python3.11"
    can_make_venv "$python" && return
    package=python$("$python" -c "$version_of")-venv
    ensure_packages "$package"
    can_make_venv "$python" || stop "$python cannot make virtual environments. Install $package, or name another Python: make setup PYTHON=..."
}

lock_of() { if [ "$1" = run ]; then echo requirements/runtime.txt; else echo requirements/dev.txt; fi; }

state() { # $1: kind; what the environment was made from, and where
    { cat "$(lock_of "$1")" requirements/build.txt pyproject.toml packaging/setup.sh producer/__init__.py
      pwd -P; } | cksum | tr ' ' -
}

is_asked_python() { # nobody named one, or .venv has the version of the one named
    [ -z "${PYTHON:-}" ] || [ "$("$PYTHON" -c "$version_of" 2>/dev/null)" = "$("$venv/bin/python" -c "$version_of" 2>/dev/null)" ]
}

is_current() { # $1: kind
    is_asked_python && [ -x "$venv/bin/producer" ] && [ "$(cat "$venv/.made-for-$1" 2>/dev/null)" = "$(state "$1")" ]
}

ensure_venv() {
    if [ -e "$venv" ] && ! { is_asked_python && "$venv/bin/python" -c "$in_range" && [ "$(cat "$venv/.place" 2>/dev/null)" = "$(pwd -P)" ]; } 2>/dev/null
    then
        say "Making .venv anew: it was made elsewhere, or with another Python."
        rm -rf "$venv"
    fi
    [ -x "$venv/bin/python" ] && return
    "$python" -m venv "$venv"
    pwd -P >"$venv/.place"
}

ensure_project() {
    is_current "$kind" && return
    [ "$kind" = run ] && is_current test && return
    ensure_python
    ensure_venv
    rm -f "$venv"/.made-for-*
    say "Installing what $(lock_of "$kind") locks (the first time takes some minutes and needs the network)"
    pip="$venv/bin/python -m pip --disable-pip-version-check --quiet install"
    { $pip --require-hashes --only-binary :all: -r requirements/build.txt -r "$(lock_of "$kind")" &&
      $pip --no-deps --no-build-isolation --editable .; } ||
        stop "The dependencies could not be installed. Is this machine online? What pip said is above. Run it again to go on."
    state "$kind" >"$venv/.made-for-$kind"
}

case $kind in run | test | package) ;; *) stop "usage: packaging/setup.sh run|test|package" ;; esac
ensure_packages $(wanted_packages "$kind")
[ "$kind" = package ] && kind=test # the environment in which the packages are built is made by packaging/bundle
ensure_project
