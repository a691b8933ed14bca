"""The steps of the macOS package, each a word: what a release runner calls, in this order.

    icon --out build/macos            before freezing
    finish APP                        description, words in both languages, icon
    sign APP                          inside out, notarised, stapled, proven
    disk APP --out dist               the disk image, the same
    verify APP [DISK]                 fails on a wrong or missing signature
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from producer_icons import DRAWING, icns

from producer_macos import bundle, signing
from producer_macos.product import ROOT, disk_name, version


def main(words: Sequence[str] | None = None) -> int:
    """Do one step; 0 done, 1 failed (said on standard error), 2 wrong usage."""
    chosen = parser().parse_args(words)
    step: Callable[[argparse.Namespace], None] = chosen.step
    try:
        step(chosen)
    except (signing.SigningError, bundle.BundleError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the words that are understood."""
    top = argparse.ArgumentParser(prog="python packaging/macos", description=__doc__.splitlines()[0])
    steps = top.add_subparsers(required=True, metavar="STEP")
    made = steps.add_parser("icon", help="draw producer.icns, before freezing")
    made.add_argument("--out", type=Path, default=ROOT / "build" / "macos")
    made.set_defaults(step=_icon)
    for name, step, about in (
        ("finish", _finish, "give the frozen app its description, words and icon"),
        ("sign", _sign, "sign, notarise, staple and prove the app"),
        ("disk", _disk, "make the disk image, signed, notarised and proven"),
        ("verify", _verify, "prove the app, and the disk image where one is named"),
    ):
        made = steps.add_parser(name, help=about)
        made.add_argument("app", type=Path)
        made.set_defaults(step=step)
        if name == "disk":
            made.add_argument("--out", type=Path, default=ROOT / "dist")
        if name == "verify":
            made.add_argument("disk", type=Path, nargs="?")
    return top


def _icon(chosen: argparse.Namespace) -> None:
    chosen.out.mkdir(parents=True, exist_ok=True)
    made = chosen.out / "producer.icns"
    made.write_bytes(icns(DRAWING.read_bytes()))
    print(made)


def _finish(chosen: argparse.Namespace) -> None:
    bundle.finish(chosen.app, version())


def _sign(chosen: argparse.Namespace) -> None:
    names = signing.Names.named_by(os.environ)
    print(f"{signing.sign_app(chosen.app, names)} parts signed", file=sys.stderr)
    signing.notarise(chosen.app, names)
    signing.verify_app(chosen.app, names)


def _disk(chosen: argparse.Namespace) -> None:
    made = chosen.out / disk_name(version())
    signing.make_disk(chosen.app, made, signing.Names.named_by(os.environ))
    print(made)


def _verify(chosen: argparse.Namespace) -> None:
    signing.verify_app(chosen.app, signing.Names.named_by(os.environ))
    if chosen.disk:
        signing.verify_disk(chosen.disk)
