"""The steps of ``make package`` in their order, and the report of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bundle import archive, cleanroom, deb, elf, figures, sbom, smoke, tree
from bundle.environment import CannotBuild
from bundle.freeze import freeze, frozen
from bundle.places import ROOT, build_folder, dist_folder, source_date, speech_model, version

NOT_REPRODUCIBLE: dict[str, str] = {
    "package-report.json": "it holds start times and how long each step of the trial took",
}
NOT_INCLUDED = {
    "distributed": "captions on several machines (--dask) need Python there; --jobs is included",
    "AppImage": "its start program is in no registry that the build may use; the archive runs from anywhere as well",
}
SAME_MACHINE = (
    "The same bytes come from the same sources, locks, date and models on the same Debian packages and Python: the "
    "libraries that the Debian packages of the building machine bring are taken in as they are."
)


def names() -> dict[str, Path]:
    """What is made, by its kind."""
    place, number = dist_folder(), version()
    return {
        "deb": place / f"producer_{number}_amd64.deb",
        "complete": place / f"producer-complete_{number}_amd64.deb",
        "archive": place / f"producer-{number}-linux-x86_64.tar.xz",
        "sbom": place / f"producer-{number}.cdx.json",
        "sums": place / "SHA256SUMS",
        "report": place / "package-report.json",
    }


def say(text: str) -> None:
    print(text, flush=True)


def do(word: str) -> int:
    """Run what was asked for; 1 where a promise is broken or the trial fails."""
    if word == "frozen":
        say(str(freeze()[0]))
        return 0
    report = pack(with_archive=word != "deb") if word in ("all", "pack", "deb") else load_report()
    if word in ("all", "smoke", "deb"):
        report["smoke"] = try_out()
    if word in ("all", "figures", "deb"):
        begun = figures.start(frozen() / "producer-window", figures.source_python())
        report["start"] = {**begun, "on": figures.cpu()}
    return finish(report)


def pack(*, with_archive: bool = True) -> dict[str, Any]:
    """Freeze, lay out, pack, list. Returns the report so far. Without the archive none of an earlier build is left."""
    date, made = source_date(), names()
    dist_folder().mkdir(parents=True, exist_ok=True)
    say("1/4  Freezing the program (some minutes; kept until something changes)")
    program, note = freeze()
    inside = program / "_internal"
    lacking = elf.not_found(inside, set(cleanroom_names()))
    if lacking:
        raise CannotBuild(f"libraries that nobody has: {lacking}")
    say("2/4  Packing: .deb")
    light = build_folder() / "root"
    tree.lay_out(program, light, date)
    installed = sum(path.stat().st_size for path in light.rglob("*") if path.is_file() and not path.is_symlink())
    depends = deb.depends(inside)
    deb.build_deb(light, "producer", made["deb"], date)
    pack_complete(program, made["complete"], date)
    made["archive"].unlink(missing_ok=True)
    if with_archive:
        say("3/4  Packing: portable archive")
        archive.build_archive(program, light, made["archive"], date, elf.newest_version(inside, "GLIBC_"))
    say("4/4  List of parts")
    sbom.write_sbom(program, made["sbom"], date)
    faults = sbom.faults(made["sbom"].read_text("utf-8"))
    if faults:
        raise CannotBuild(f"the list of parts is not valid CycloneDX: {faults}")
    return {
        "version": version(), "source_date": date, "sizes": figures.sizes(made["deb"], made["archive"], installed),
        "saved_bytes": note["saved"], "depends": depends, "from_the_system": sorted(elf.from_outside(inside)),
        "not_reproducible": NOT_REPRODUCIBLE, "reproducible": SAME_MACHINE, "face_model": has_face(inside),
        "not_included": NOT_INCLUDED,
    }  # fmt: skip


def cleanroom_names() -> list[str]:
    from bundle.tables import system_libraries

    return list(system_libraries())


def has_face(inside: Path) -> bool:
    return any((inside / "models" / "yunet").glob("*.onnx")) if (inside / "models").is_dir() else False


def pack_complete(program: Path, target: Path, date: int) -> None:
    """The package for machines without a network, where a speech model is given; none otherwise, nor an old one."""
    speech = speech_model()
    target.unlink(missing_ok=True)
    if speech is None:
        return
    from producer.models.find import missing_files

    if missing := missing_files(speech):
        raise CannotBuild(f"SPEECH_MODEL={speech} is not a whole speech model: {', '.join(missing)} is missing")
    root = build_folder() / "root-complete"
    tree.lay_out(program, root, date, speech=speech)
    deb.build_deb(root, "producer-complete", target, date)


def try_out() -> dict[str, Any]:
    """The trial of each package, or why there is none."""
    why = cleanroom.why_not()
    if why:
        say(f"The package was not tried in a clean room: {why}")
        return {"not_done": why}
    depends = deb.depends(frozen() / "_internal")
    seen = {}
    for kind in ("deb", "complete"):
        if (file := names()[kind]).is_file():
            say(f"Trying {file.name} in a clean room")
            seen[file.name] = smoke.smoke(file, depends, build_folder() / "cleanroom")
    return seen


def load_report() -> dict[str, Any]:
    """The report of the last packing. Raises CannotBuild where there is none."""
    file = names()["report"]
    if not file.is_file():
        raise CannotBuild("nothing is packed yet. Run: make package")
    known: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return known


def finish(report: dict[str, Any]) -> int:
    """Write the report and the sums, say the figures; 1 where a promise is broken."""
    made = names()
    report["broken_promises"] = figures.broken(report)
    made["report"].write_text(json.dumps(report, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    given = [made[kind] for kind in ("deb", "complete", "archive", "sbom") if made[kind].is_file()]
    made["sums"].write_text("".join(f"{sbom.sha256(file)}  {file.name}\n" for file in sorted(given)), "utf-8")
    for file in given:
        say(str(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file))
    for line in figures.lines(report):
        say(line)
    for fault in report["broken_promises"]:
        print(f"A promise is broken: {fault}", file=sys.stderr)
    return 1 if report["broken_promises"] else 0
