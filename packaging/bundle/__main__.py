"""``python -m bundle WORD``: what ``make package``, ``make smoke`` and the tests of the package run.

all       freeze, pack, list, try in a clean room, measure
deb       the same without the portable archive
pack      all without trying and measuring
smoke     try the packages that are there
figures   measure those that are there
frozen    freeze only, and print where
"""

from __future__ import annotations

import subprocess
import sys

from bundle.environment import CannotBuild, enter


def main(arguments: list[str]) -> int:
    word = arguments[0] if arguments else "all"
    if word not in ("all", "deb", "pack", "smoke", "figures", "frozen"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        status = enter(arguments)
        if status is not None:
            return status
        from bundle.work import do

        return do(word)
    except (CannotBuild, subprocess.CalledProcessError) as error:
        print(f"It cannot be built here: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
