"""Tries the package in the clean room: installed, used by a person through command line and window, removed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bundle import cleanroom
from bundle.cleanroom import HOME, Room
from bundle.places import ROOT
from bundle.smoke_window import Screen, use_window

SAMPLE = "/usr/lib/producer/_internal/assets/sample"
LIMIT_S = 420
"""How long one step may take; the longest, the demo, takes a minute on a free machine."""


class Failed(Exception):
    """The package does not do what it must."""


def check(holds: object, what: str) -> None:
    if not holds:
        raise Failed(what)


def run(room: Room, words: Sequence[str], env: dict[str, str] | None = None, **more: Any) -> str:
    """Run a command as the person and return what it printed. Raises Failed."""
    done = subprocess.run(
        room.as_person(words, env or {}, **more), capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    check(
        done.returncode == 0,
        f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}",
    )
    check("Traceback" not in done.stderr, f"{' '.join(words)}: {done.stderr[-2000:]}")
    return done.stdout


def smoke(deb: Path, depends: Sequence[str], place: Path) -> dict[str, Any]:
    """Try one package; return what was seen, step by step. Raises Failed, CannotBuild."""
    room = Room(cleanroom.base(depends), place)
    check(not room.forbidden(), f"the room is not clean: {room.forbidden()}")
    seen: dict[str, Any] = {"package": deb.name, "home": HOME, "forbidden_programs_in_the_room": room.forbidden()}
    before = room.files()
    install(room, deb)
    installed = room.files()
    for name, step in STEPS.items():
        started = time.monotonic()
        seen[name] = step(room)
        seen[name]["seconds"] = round(time.monotonic() - started, 1)
    check(room.files() == installed, f"written outside the person's folder: {changed(installed, room.files())}")
    left = sorted(path.name for path in room.temp.iterdir() if path.name not in (".X11-unix", "bus"))
    check(not left, f"left behind in /tmp: {left}")
    seen["written_outside_home"] = []
    seen["removed"] = remove(room, deb.name.partition("_")[0], before)
    return seen


def install(room: Room, deb: Path) -> None:
    shutil.copy(deb, room.root / "var" / deb.name)
    room.as_root("dpkg", "--install", f"/var/{deb.name}")
    (room.root / "var" / deb.name).unlink()


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))[:20]


def doctor(room: Room) -> dict[str, Any]:
    """It must find all that comes with the package."""
    said = json.loads(run(room, ["producer", "doctor", "--json"]))
    checks = {one["name"]: one for one in said["checks"]}
    check(said["ok"], f"doctor: {said}")
    for name in ("Python", "Video engine", "Voice detector", "Write access"):
        check(checks[name]["ok"], f"doctor: {checks[name]}")
    check("PortAudio" not in checks["Microphone"]["found"], f"doctor: {checks['Microphone']}")
    return {"found": {name: one["found"] for name, one in checks.items()}}


def demo(room: Room) -> dict[str, Any]:
    run(room, ["producer", "demo", "--out", f"{HOME}/Mijn demo"])
    made = sorted(
        path.relative_to(room.home).as_posix() for path in (room.home / "Mijn demo").rglob("*") if path.is_file()
    )
    for ending in ("demo.mkv", "demo.srt", "demo-linkedin.mp4", "demo-youtube.mp4"):
        check(any(name.endswith(ending) for name in made), f"the demo made no {ending}: {made}")
    return {"made": made}


def network_camera(room: Room) -> dict[str, Any]:
    """OpenCV reads a camera on the room's own loop, which is all the network it has."""
    served = room.temp / "camera.txt"
    serve = f"{sys.executable} {ROOT / 'tests/fakes/mjpeg_server.py'}"
    before = f"tail -f /dev/null | {serve} >{served} & until [ -s {served} ]; do sleep 0.1; done"
    record = 'producer record --out "$HOME/net werk.mkv" --microphone none --seconds 3 --json'
    said = json.loads(run(room, ["sh", "-c", f'{record} --camera "$(head -n 1 /tmp/camera.txt)"'], before=before))
    served.unlink()
    check(said["frames"] >= 45, f"the network camera gave {said['frames']} pictures in 3 seconds")
    return {"frames": said["frames"], "duration_s": said["duration_s"]}


def models(room: Room) -> dict[str, Any]:
    """What comes with the package is found and whole; fetching where no hub answers ends with a sentence."""
    listed = run(room, ["producer", "models", "list"])
    run(room, ["producer", "models", "verify"])
    words = room.as_person(["producer", "models", "fetch", "small", "--endpoint", "http://127.0.0.1:9"], {})
    done = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    check(done.returncode == 1 and "did not answer" in done.stderr, f"fetching offline: {done.stderr[-2000:]}")
    return {"here": [line.split()[0] for line in listed.splitlines() if "/usr/lib/producer/" in line]}


def window(room: Room) -> dict[str, Any]:
    with Screen(room) as screen:
        return use_window(room, screen)


def batch(room: Room) -> dict[str, Any]:
    """Captions of one file: from its script, and where a speech model is given also by the recogniser's own process."""
    words = ["producer", "caption", f"{SAMPLE}/presenter.mp4", "--out", f"{HOME}/Onder titels"]
    run(room, [*words, "--script", f"{SAMPLE}/script.md"])
    return {"from_script": {"cues": done_cues(room, "Onder titels")}, "by_the_recogniser": recognise(room)}


def recognise(room: Room) -> Any:
    """One recording of known words, with the model that comes with the package, or the stand-in where none does."""
    model, sound = stand_in()
    if model is None or sound is None:
        return "not tried: no stand-in speech model and recording were given (PRODUCER_MODELS)"
    binds = [(model.parent, "/srv/models"), (sound.parent, "/srv/sound")]
    words = ["producer", "caption", f"/srv/sound/{sound.name}", "--out", f"{HOME}/Gehoord", "--language", "en"]
    own = [path.parent.name for path in room.root.glob("usr/lib/producer/_internal/models/*/model.bin")]
    run(room, words if own else [*words, "--model", f"/srv/models/{model.name}"], binds=binds)
    text = next((room.home / "Gehoord").rglob("*.srt")).read_text("utf-8")
    check("country" in text, f"the recogniser in its own process heard: {text}")
    return {"cues": done_cues(room, "Gehoord"), "file": sound.name, "model_of_the_package": own}


def done_cues(room: Room, folder: str) -> int:
    """How many captions the one file of a report has. Raises Failed where it was not done."""
    (one,) = json.loads((room.home / folder / "report.json").read_text("utf-8"))["files"]
    check(one["status"] == "done", f"the batch: {one}")
    return int(one["cues"])


def stand_in() -> tuple[Path | None, Path | None]:
    """A speech model and a recording that it knows, from the folder of PRODUCER_MODELS."""
    given = os.environ.get("PRODUCER_MODELS")
    if not given:
        return None, None
    model = Path(given) / "whisper-fixture"
    sound = Path(given).parent / "media" / "speech" / "en" / "jfk.flac"
    return (model, sound) if (model / "model.bin").is_file() and sound.is_file() else (None, None)


def remove(room: Room, package: str, before: dict[str, Any]) -> dict[str, Any]:
    """Purge: the program goes whole, the person's folder stays as it is."""
    own = sorted(path.relative_to(room.home).as_posix() for path in room.home.rglob("*"))
    room.as_root("dpkg", "--purge", package)
    left = [name for name in room.files().keys() - before.keys() if not name.startswith(("var/lib/dpkg", "var/log"))]
    check(not left, f"removing left: {sorted(left)[:20]}")
    after = sorted(path.relative_to(room.home).as_posix() for path in room.home.rglob("*"))
    check(own == after and own, "removing touched the person's folder")
    return {"left_of_the_program": [], "files_of_the_person_kept": len(own)}


STEPS = {
    "doctor": doctor,
    "models": models,
    "demo": demo,
    "network_camera": network_camera,
    "window": window,
    "batch": batch,
}
