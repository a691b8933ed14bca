"""The steps of the Windows package, each a word: what a release runner calls, in this order.

    version                                    prints it
    resources --out build/windows              before freezing: icon, manifest, version
    sign PATH...                               from Linux: what nobody signed yet, then verified (Windows: sign.ps1)
    inno --out build/inno                      Inno Setup's compiler, known by its bytes
    installer --source DIR --out dist [--signed]
    policy --out dist                          the group-policy templates
    verify PATH...                             fails on a wrong or missing signature
    wine-room --out build/wine                 a room where Linux compiles and tries the installer
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from producer_windows import inno, installer, resources, signing, wine
from producer_windows.product import ROOT, version


def main(words: Sequence[str] | None = None) -> int:
    """Do one step; 0 done, 1 failed (said on standard error), 2 wrong usage."""
    chosen = parser().parse_args(words)
    step: Callable[[argparse.Namespace], None] = chosen.step
    try:
        step(chosen)
    except (signing.SigningError, installer.InstallerError, wine.WineError, inno.InnoError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the words that are understood."""
    top = argparse.ArgumentParser(prog="python packaging/windows", description=__doc__.splitlines()[0])
    steps = top.add_subparsers(required=True, metavar="STEP")

    def step(name: str, call: Callable[[argparse.Namespace], None], about: str) -> argparse.ArgumentParser:
        made = steps.add_parser(name, help=about)
        made.set_defaults(step=call)
        return made

    step("version", _version, "print the version")
    made = step("resources", _resources, "icon, manifest and version, before freezing")
    made.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    for name, call, about in (
        ("sign", _sign, "sign what nobody signed yet, from Linux, and verify it"),
        ("verify", _verify, "prove every signature"),
    ):
        made = step(name, call, about)
        made.add_argument("paths", type=Path, nargs="+")
        made.add_argument("--no-timestamp", action="store_true", help="for tests: no time-stamping authority")
    made = step("inno", _inno, "bring Inno Setup's compiler, known by its bytes")
    made.add_argument("--out", type=Path, default=ROOT / "build" / "inno")
    made = step("installer", _installer, "compile the installer with Inno Setup")
    made.add_argument("--source", type=Path, required=True, help="the frozen folder")
    made.add_argument("--resources", type=Path, default=ROOT / "build" / "windows")
    made.add_argument("--out", type=Path, default=ROOT / "dist")
    made.add_argument("--signed", action="store_true", help="have it signed by sign.ps1")
    made = step("policy", _policy, "pack the group-policy templates")
    made.add_argument("--out", type=Path, default=ROOT / "dist")
    made = step("wine-room", _wine_room, "make a room where Linux compiles and tries the installer")
    made.add_argument("--out", type=Path, default=ROOT / "build" / "wine")
    return top


def _version(chosen: argparse.Namespace) -> None:
    print(version())


def _resources(chosen: argparse.Namespace) -> None:
    for path in resources.make(chosen.out, version()):
        print(path)


def _sign(chosen: argparse.Namespace) -> None:
    key = signing.Key.named_by(os.environ, timestamp_needed=not chosen.no_timestamp)
    trust = signing.Trust.named_by(os.environ)
    bare = [path for place in chosen.paths for path in signing.unsigned(place)]
    for path in bare:
        signing.sign(path, key)
        signing.verify(path, trust, timestamp_needed=not chosen.no_timestamp)
        print(path)
    print(f"{len(bare)} signed", file=sys.stderr)


def _verify(chosen: argparse.Namespace) -> None:
    trust = signing.Trust.named_by(os.environ)
    count = signing.verify_all(chosen.paths, trust, timestamp_needed=not chosen.no_timestamp)
    print(f"{count} signatures hold", file=sys.stderr)


def _inno(chosen: argparse.Namespace) -> None:
    print(inno.bring(chosen.out))


def _installer(chosen: argparse.Namespace) -> None:
    icon = chosen.resources / "producer.ico"
    print(installer.compile_installer(version(), chosen.source, icon, chosen.out, signed=chosen.signed))


def _policy(chosen: argparse.Namespace) -> None:
    print(installer.pack_policy(version(), chosen.out))


def _wine_room(chosen: argparse.Namespace) -> None:
    print(wine.make(chosen.out).folder)
