"""The start of everything: the window where nothing is asked for, else the command line (``producer`` and ``python
-m producer``).

The window does not wait for the command line to load.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType


def main() -> None:
    """Open the app, or run the command that is named. Ends the process with the exit status."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a packaged program is started anew, with words of its own, for each of its children
    if len(sys.argv) > 1:
        signal.signal(signal.SIGINT, _leave)
        if sys.argv[1] == "caption":
            from producer.cli.early import wake_recogniser

            wake_recogniser(sys.argv[2:])
        from producer.cli.main import main as run_command

        run_command()
        return
    from ui.app import main as open_app

    sys.exit(open_app())


def _leave(number: int, frame: FrameType | None) -> None:
    """Ctrl-C before a command has begun to listen for it. A KeyboardInterrupt would not do: raised in code that an
    import runs from a string (dataclasses do), it makes Python end by the signal, whoever catches it.
    """
    raise SystemExit(130)


if __name__ == "__main__":
    main()
