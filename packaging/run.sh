#!/bin/sh
# Open the window; where no screen answers, say so and show the whole job on the bundled sample instead.
set -eu
cd "$(dirname "$0")/.."

has_screen() {
    case $(uname -s) in Darwin | MINGW* | MSYS*) return 0 ;; esac
    [ -n "${WAYLAND_DISPLAY:-}" ] && return 0
    case ${DISPLAY:-} in
        "") return 1 ;;
        :*) number=${DISPLAY#:}; [ -S "/tmp/.X11-unix/X${number%%.*}" ] ;; # a name left behind by a screen that is gone
        *) return 0 ;;
    esac
}

if has_screen; then
    exec .venv/bin/producer
fi
echo "There is no screen here, so the window cannot open. This is the demo instead (make demo):" >&2
exec .venv/bin/producer demo
