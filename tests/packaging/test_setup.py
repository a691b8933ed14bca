"""How a checkout makes itself ready: which system packages it asks for, of whom, and what it says where it may not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")

TOOLS = {
    "dpkg-query": """cat "$BOX/installed" """,
    "apt-get": """echo "$*" >>"$BOX/apt"; [ ! -e "$BOX/offline" ] || { echo "Could not resolve host"; exit 100; }""",
    "id": """cat "$BOX/id" """,
    "sudo": """[ -e "$BOX/sudo" ] || exit 1; shift; echo "$*" >>"$BOX/sudo"; exec "$@" """,
}


class Box:
    """A checkout with the setup script only, on a machine whose package tools are stand-ins that keep a log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("packaging/setup.sh", "packaging/linux/apt-packages.txt"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        (folder / "bin").mkdir()
        for name, script in TOOLS.items():
            tool = folder / "bin" / name
            tool.write_text(f"#!/bin/sh\n{script}\n")
            tool.chmod(0o755)
        self.wanted = listed("run") + listed("test")
        self.become("1000")
        self.install(self.wanted)

    def become(self, number: str) -> None:
        (self.folder / "id").write_text(number)

    def install(self, names: list[str]) -> None:
        (self.folder / "installed").write_text("".join(f"installed {name}, \n" for name in names))

    def setup(self, kind: str) -> subprocess.CompletedProcess[str]:
        """Run it; it always stops at Python, since none is named that exists."""
        path = f"{self.folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
        here = {"PATH": path, "BOX": str(self.folder), "PYTHON": "no-such-python"}
        command = ["sh", str(self.folder / "packaging/setup.sh"), kind]
        return subprocess.run(command, env=here, capture_output=True, text=True, timeout=30)

    def log(self, name: str) -> str:
        file = self.folder / name
        return file.read_text() if file.exists() else ""


def listed(kind: str) -> list[str]:
    """The packages of one section of the list, read independently of the script."""
    text = (ROOT / "packaging/linux/apt-packages.txt").read_text("utf-8")
    section = text.partition(f"[{kind}]\n")[2].partition("\n[")[0]
    return [line.split()[0] for line in section.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def reached_python(answer: subprocess.CompletedProcess[str]) -> bool:
    return answer.returncode == 1 and "Python 3.11, 3.12 or 3.13 is needed" in answer.stderr


def test_the_list_is_whole() -> None:
    assert "libportaudio2" in listed("run") and "xvfb" in listed("test")
    assert len(listed("run") + listed("test")) == len(set(listed("run") + listed("test"))) > 20


def test_nothing_is_asked_for_where_all_is_there(box: Box) -> None:
    box.install([*box.wanted, "python3"])
    assert reached_python(box.setup("test"))
    assert (box.log("apt"), box.log("sudo")) == ("", "")


def test_running_needs_no_test_packages(box: Box) -> None:
    box.install([*listed("run"), "python3"])
    assert reached_python(box.setup("run"))
    assert "sudo apt-get" in box.setup("test").stderr


def test_without_the_right_to_install_the_exact_command_is_named(box: Box) -> None:
    box.install([name for name in box.wanted if name not in ("libegl1", "xvfb")])
    answer = box.setup("test")
    assert answer.returncode == 1
    command = "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends libegl1 xvfb"
    assert command in [line.rstrip() for line in answer.stderr.splitlines()]
    assert box.log("apt") == ""


def test_sudo_without_a_password_is_used(box: Box) -> None:
    (box.folder / "sudo").touch()
    box.install([name for name in box.wanted if name != "xvfb"])
    box.setup("test")
    assert "apt-get update" in box.log("sudo")
    install = box.log("apt").splitlines()[1]
    assert install.startswith("install") and install.endswith(" xvfb")


def test_root_needs_no_sudo(box: Box) -> None:
    box.become("0")
    box.install([name for name in box.wanted if name != "xvfb"])
    box.setup("test")
    assert box.log("apt").splitlines()[1].endswith(" xvfb")
    assert box.log("sudo") == ""


def test_a_package_that_another_provides_counts(box: Box) -> None:
    rest = [name for name in box.wanted if name != "libglib2.0-0"]
    box.install([*rest, "libglib2.0-0t64, libglib2.0-0 (= 2.80.0), libglib2.0-dev-x", "python3"])
    assert reached_python(box.setup("test"))


def test_where_apt_fails_it_is_quoted(box: Box) -> None:
    box.become("0")
    (box.folder / "offline").touch()
    box.install([])
    answer = box.setup("run")
    assert answer.returncode == 1
    assert "Could not resolve host" in answer.stderr and "Is this machine online?" in answer.stderr


def test_wrong_usage(box: Box) -> None:
    assert "usage" in box.setup("dance").stderr
