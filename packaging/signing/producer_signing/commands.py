"""The commands: words in, a sentence an artefact out; status 0 where all is well, 1 where not, 2 for wrong usage."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from producer_signing import SigningError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except SigningError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="producer_signing", description=__doc__)
    commands = parser.add_subparsers(required=True)
    signing = commands.add_parser("sign", help="sign a folder with the key in PRODUCER_SIGNING_KEY")
    signing.add_argument("dist", type=Path)
    signing.add_argument("--valid-days", type=int, default=0, help="apt refuses the repository after so many days")
    signing.set_defaults(run=_sign)
    proving = commands.add_parser("verify", help="prove a folder against the one key that is wanted")
    proving.add_argument("dist", type=Path)
    proving.add_argument("--key", type=Path, help="the public key; else the fingerprint in PRODUCER_SIGNER")
    proving.set_defaults(run=_verify)
    _add_manifest(commands)
    return parser


def _add_manifest(commands: Any) -> None:
    making = commands.add_parser(
        "manifest", help="make the list of updates, signed with the key in PRODUCER_UPDATE_KEY"
    )
    making.add_argument("dist", type=Path)
    making.add_argument("--notes", type=Path, required=True, help='what changed: {"en": ["..."], "nl": ["..."]}')
    making.add_argument("--days", type=int, default=90, help="how long the list is believed")
    making.add_argument("--base", default="", help="what stands before each file's name; else they lie beside the list")
    making.add_argument("--out", type=Path, required=True, help="where to write it; not among what is signed already")
    making.set_defaults(run=_manifest)
    keys = commands.add_parser("new-update-key", help="make a key for the list; prints the public one for the policy")
    keys.add_argument("file", type=Path)
    keys.set_defaults(run=_new_key)


def _sign(chosen: argparse.Namespace) -> int:
    from producer_signing.sign import sign

    key, passphrase = (os.environ.get(name, "") for name in ("PRODUCER_SIGNING_KEY", "PRODUCER_SIGNING_PASSPHRASE"))
    fingerprint = sign(chosen.dist, key, passphrase, moment(), chosen.valid_days)
    os.environ["PRODUCER_SIGNER"] = fingerprint
    print(f"Signed with {fingerprint}.")
    return _verify(argparse.Namespace(dist=chosen.dist, key=None))  # an expired key signs, but proves nothing


def _verify(chosen: argparse.Namespace) -> int:
    from producer_signing.verify import verify

    findings = verify(chosen.dist, chosen.key, os.environ.get("PRODUCER_SIGNER", ""))
    broken = [finding for finding in findings if finding.problem]
    for finding in broken:
        print(finding, file=sys.stderr)
    if not broken:
        print(f"All {len(findings)} files in {chosen.dist} are signed by the key that is wanted, and unchanged.")
    return 1 if broken else 0


def _manifest(chosen: argparse.Namespace) -> int:
    from producer_signing.manifest import environment_keys, make_manifest, prove, signed_manifest

    keys = environment_keys()
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(named) if named.isdigit() else time.time(), UTC).date()
    text = make_manifest(chosen.dist, chosen.notes, day, chosen.days, chosen.base)
    target = chosen.out
    if target.resolve().parent == chosen.dist.resolve():
        raise SigningError(f"What is in {chosen.dist} is signed already. Write the list elsewhere.")
    target.write_text(signed_manifest(text, keys), encoding="utf-8", newline="\n")
    print(f"{target} offers {prove(target, [bytes(key.verify_key) for key in keys])}.")
    return 0


def _new_key(chosen: argparse.Namespace) -> int:
    from producer_signing.manifest import new_key

    print(new_key(chosen.file))
    return 0


def moment() -> int:
    """The time that goes into signatures: SOURCE_DATE_EPOCH, else that of the last commit, else now."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    if named.isdigit():
        return int(named)
    command = ["git", "-C", str(Path(__file__).parent), "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        said = ""
    return int(said) if said.isdigit() else int(time.time())
