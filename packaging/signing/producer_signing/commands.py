"""The commands: words in, a sentence an artefact out; status 0 where all is well, 1 where not, 2 for wrong usage."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from producer_signing import SigningError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except SigningError as error:
        print(error, file=sys.stderr)
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
    return parser


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
