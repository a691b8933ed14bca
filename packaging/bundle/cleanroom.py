"""A Debian without Python, compiler and network, in which the package is tried as an ordinary user.

Made once by debootstrap from the package sources that this machine has, with what the package depends on; kept as an
archive and unpacked anew for each trial. Needs root.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bundle.environment import CannotBuild
from bundle.places import build_folder

USER, NUMBER = "zoe", 1000
HOME = "/home/Zoë Müller, Den Haag"
"""An ordinary person's folder: spaces, umlauts and a comma."""
LENT = ("/srv/models", "/srv/sound")
"""Where folders of this machine can be seen from the room (``binds``)."""
FORBIDDEN = ("python*", "gcc*", "g++*", "cc", "c++", "clang*", "ld", "as", "make", "pip*", "ffmpeg")
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")


def why_not() -> str:
    """What keeps a clean room from being made here; empty where nothing does."""
    if os.geteuid() != 0:
        return "making a clean room takes root"
    tools = [
        tool
        for tool in ("debootstrap", "unshare", "chroot", "mount", "ip", "Xvfb", "dbus-daemon")
        if not shutil.which(tool)
    ]
    return f"not installed: {', '.join(tools)}" if tools else ""


def codename() -> str:
    """The name of the Debian that this machine is."""
    lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    return next(line.partition("=")[2].strip('"') for line in lines if line.startswith("VERSION_CODENAME="))


def mirror() -> str:
    """Where this machine's apt gets its packages from. Raises CannotBuild where it has no list."""
    asked = ["apt-get", "indextargets", "--format", "$(RELEASE) $(SITE)", "Created-By: Packages"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    sites = [line.split(" ", 1)[1] for line in said if line.startswith(f"{codename()} ")]
    if not sites:
        raise CannotBuild("apt has no package list. Run: apt-get update")
    return sites[0]


def plain_names(depends: Sequence[str]) -> list[str]:
    """The first of each alternative, without versions."""
    return sorted({one.split("|")[0].split("(")[0].strip() for one in depends})


def base(depends: Sequence[str]) -> Path:
    """The archive of a room with these packages, made where it is not there yet."""
    names = plain_names(depends)
    key = hashlib.sha256(" ".join([codename(), *names]).encode()).hexdigest()[:12]
    archive = build_folder() / f"cleanroom-{key}.tar"
    if archive.is_file():
        return archive
    place = build_folder() / "cleanroom-making"
    shutil.rmtree(place, ignore_errors=True)
    command = ["debootstrap", "--variant=minbase", f"--include={','.join(names)}", codename(), str(place), mirror()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotBuild(f"debootstrap: {done.stdout[-800:]}{done.stderr[-800:]}")
    part = archive.with_suffix(".part")
    subprocess.run(
        ["tar", "-cf", str(part), "--exclude=./var/cache/apt/archives/*.deb", "-C", str(place), "."], check=True
    )
    part.replace(archive)
    shutil.rmtree(place)
    return archive


class Room:
    """One trial's room: ``root`` is its file system, ``home`` the person's folder and ``temp`` its /tmp, seen from
    outside. Not to be used by two at once.
    """

    def __init__(self, archive: Path, place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)
        self.root, self.home, self.temp = place / "root", place / "home", place / "temp"
        for folder in (self.root, self.home, self.temp):
            folder.mkdir(parents=True)
        subprocess.run(["tar", "-xpf", str(archive), "-C", str(self.root)], check=True)
        self._add_person()
        os.chown(self.home, NUMBER, NUMBER)
        self.temp.chmod(0o1777)

    def _add_person(self) -> None:
        with (self.root / "etc" / "passwd").open("a", encoding="utf-8") as file:
            file.write(f"{USER}:x:{NUMBER}:{NUMBER}::{HOME}:/bin/sh\n")
        with (self.root / "etc" / "group").open("a", encoding="utf-8") as file:
            file.write(f"{USER}:x:{NUMBER}:\n")
        for name in (HOME, *LENT):
            (self.root / name[1:]).mkdir()

    def as_root(self, *command: str) -> str:
        """Run an administrator's command (dpkg) in the room. Raises CalledProcessError."""
        inside = ["unshare", "--net", "--mount", "--pid", "--fork", "chroot", str(self.root), *command]
        here = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(inside, capture_output=True, text=True, check=False, env=here)
        if done.returncode != 0:
            raise CannotBuild(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def as_person(
        self, command: Sequence[str], env: dict[str, str], *, binds: Sequence[tuple[Path, str]] = (), before: str = ""
    ) -> list[str]:
        """The command line that runs ``command`` as the person: no network but the loop, everything read-only but home
        and /tmp, nothing of this machine's environment. ``binds`` are folders from outside, read-only; ``before`` runs
        outside the room, on the same lone network.
        """
        return [
            "unshare",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-euc",
            self._script(command, env, binds, before),
        ]

    def _script(
        self, command: Sequence[str], env: dict[str, str], binds: Sequence[tuple[Path, str]], before: str
    ) -> str:
        root, quote = str(self.root), shlex.quote
        lines = ["mount --make-rprivate /", "ip link set lo up", f"mount --bind {quote(root)} {quote(root)}"]
        lines.append(f"mount --bind {quote(str(self.home))} {quote(root + HOME)}")
        lines.append(f"mount --bind {quote(str(self.temp))} {quote(root + '/tmp')}")
        lines += [
            f"mount -t tmpfs -o mode=755 none {quote(root + '/dev')}",
            f"mkdir -m 1777 {quote(root + '/dev/shm')}",
        ]
        for device in DEVICES:
            lines += [
                f": >{quote(f'{root}/dev/{device}')}",
                f"mount --bind /dev/{device} {quote(f'{root}/dev/{device}')}",
            ]
        for outside, inside in binds:
            target = quote(root + inside)
            lines += [f"mkdir -p {target}", f"mount --bind {quote(str(outside))} {target}"]
        lines += [f"mount -t proc proc {quote(root + '/proc')}", f"mount -o remount,ro,bind {quote(root)}", before]
        words = [f"{name}={value}" for name, value in {**self.plain_env(), **env}.items()]
        inner = shlex.join(
            ["chroot", f"--userspec={NUMBER}:{NUMBER}", root, "/usr/bin/env", "-i", "-C", HOME, *words, *command]
        )
        return "\n".join([*lines, f"{inner} || exit $?", "exit 0"])

    @staticmethod
    def plain_env() -> dict[str, str]:
        return {"HOME": HOME, "USER": USER, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

    def forbidden(self) -> list[str]:
        """Programs in the room that would make the trial say nothing."""
        folders = [self.root / "usr" / "bin", self.root / "usr" / "local" / "bin", self.root / "usr" / "sbin"]
        return sorted(path.name for folder in folders for name in FORBIDDEN for path in folder.glob(name))

    def files(self) -> dict[str, tuple[int, int]]:
        """Every file of the room but the person's own, with size and date of change."""
        found = {}
        for folder, names, files in os.walk(self.root):
            names[:] = [name for name in names if (Path(folder) / name) != self.root / HOME[1:]]
            for name in (*files, *names):
                path = Path(folder) / name
                state = path.lstat()
                plain = not path.is_dir() or path.is_symlink()
                found[path.relative_to(self.root).as_posix()] = (state.st_size, state.st_mtime_ns) if plain else (0, 0)
        return found
