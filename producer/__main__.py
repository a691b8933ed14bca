"""The start of everything: the window where nothing is asked for or a video is handed over, else the command line
(``producer`` and ``python -m producer``).

The window does not wait for the command line to load.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

VIDEOS = (".mkv", ".mp4", ".mov")
"""The kinds that the installed program offers to open (packaging/windows, packaging/macos)."""


def main() -> None:
    """Open the app, or run the command that is named. Ends the process with the exit status."""
    if getattr(sys, "frozen", False) and len(sys.argv) > 1:
        from multiprocessing import freeze_support

        freeze_support()  # a packaged program is started anew, with words of its own, for each of its children
    video = _handed_over(sys.argv[1:])
    if len(sys.argv) > 1 and video is None:
        signal.signal(signal.SIGINT, _leave)
        if sys.argv[1] == "caption":
            from producer.cli.early import wake_recogniser

            wake_recogniser(sys.argv[2:])
        from producer.cli.main import main as run_command

        run_command()
        return
    from ui.app import main as open_app

    sys.exit(open_app(video))


def _handed_over(words: list[str]) -> Path | None:
    """The video of a desktop's "Open with": one file that is there and ends as one; no command ends so."""
    if len(words) == 1 and words[0].lower().endswith(VIDEOS) and Path(words[0]).is_file():
        return Path(words[0]).absolute()
    return None


def _leave(number: int, frame: FrameType | None) -> None:
    """Ctrl-C before a command has begun to listen for it. A KeyboardInterrupt would not do: raised in code that an
    import runs from a string (dataclasses do), it makes Python end by the signal, whoever catches it.
    """
    raise SystemExit(130)


if __name__ == "__main__":
    main()
