"""What every test shares: nobody's own settings are touched, nothing is fetched, and a window has a display.

Fakes with a life of their own (a sound server, a network camera) are in ``tests/fakes``:
``from fakes.mjpeg_server import MjpegServer``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.pulse import PulseNullSink, pulse_missing
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)  # a build fails for what changed, not by chance
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session", autouse=True)
def hermetic() -> Iterator[None]:
    """No network for models, for this process and its children; Qt's platform as the display allows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, takes and models of a person who has just arrived; returns the folder that holds them."""
    folder = tmp_path_factory.mktemp("person")
    monkeypatch.setenv("PRODUCER_CONFIG", str(folder / "config"))
    monkeypatch.setenv("PRODUCER_DATA", str(folder / "data"))
    return folder


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder of models that tests may use; skips where there is none."""
    named = os.environ.get("PRODUCER_MODELS", "")
    if not named or not Path(named).is_dir():
        pytest.skip("no models here: set PRODUCER_MODELS to a folder that holds whisper-fixture and yunet")
    return Path(named).resolve()


@pytest.fixture(scope="session")
def media(models: Path) -> Path:
    """Recordings of real people beside the models; skips where there are none."""
    folder = models.parent / "media"
    if not folder.is_dir():
        pytest.skip(f"no recordings here: {folder} is not there")
    return folder


@pytest.fixture(scope="session")
def pulse() -> Iterator[PulseNullSink]:
    """A sound server of the tests' own, for child processes (``env=pulse.env``); skips where it cannot be."""
    missing = pulse_missing()
    if missing:
        pytest.skip(missing)
    with PulseNullSink() as server:
        yield server


@pytest.fixture(scope="session")
def xvfb(hermetic: None) -> Iterator[str]:
    """A screen of the tests' own, e.g. ``":7"``; skips where no display can be made."""
    if not sys.platform.startswith("linux"):
        yield ""
        return
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed (make setup installs it)")
    readable, writable = os.pipe()
    child = subprocess.Popen(
        [server, "-displayfd", str(writable), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writable], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    try:
        with os.fdopen(readable) as pipe:
            number = pipe.readline().strip()  # written once the server answers; empty if it died
        if not number:
            pytest.fail(f"Xvfb ended with status {child.wait(5)}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", f":{number}")
            patch.setenv("QT_QPA_PLATFORM", "xcb")
            patch.delenv("WAYLAND_DISPLAY", raising=False)
            yield f":{number}"
    finally:
        child.terminate()
        child.wait(10)
