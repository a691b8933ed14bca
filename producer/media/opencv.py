"""How OpenCV behaves in this process: set in this one place, because it holds for every part that uses it."""

from __future__ import annotations

import cv2


def calm_opencv() -> None:
    """Keep it to one thread and off standard error. Safe any number of times.

    On pictures of webcam size its helper threads wait more than they work, and the waiting costs a third more CPU
    (finding faces, measured on two cores). What it would warn of becomes an error of ours where it matters.
    """
    cv2.setNumThreads(1)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
