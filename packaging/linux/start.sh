#!/bin/sh
# Starts Producer from wherever this folder lies.
here=$(dirname "$(readlink -f "$0")")
exec "$here/program/$(basename "$0")" "$@"
