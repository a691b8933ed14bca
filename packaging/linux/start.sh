#!/bin/sh
# Starts Producer from wherever this folder lies; a link to this file may have any name.
self=$(readlink -f "$0")
exec "$(dirname "$self")/program/$(basename "$self")" "$@"
