"""The start of everything: the window where nothing is asked for, else the command line (``producer`` and ``python
-m producer``).

The window does not wait for the command line to load.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Open the app, or run the command that is named. Ends the process with the exit status."""
    if len(sys.argv) > 1:
        try:
            from producer.cli.main import main as run_command

            run_command()
        except KeyboardInterrupt:  # before any command has begun to listen for it
            sys.exit(130)
        return
    from ui.app import main as open_app

    sys.exit(open_app())


if __name__ == "__main__":
    main()
