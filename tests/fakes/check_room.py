"""One room check on real devices, in a process of its own (PortAudio looks at its environment only once):

    python -m fakes.check_room CAMERA MICROPHONE FOLDER

prints ``watching`` once the ten seconds run, then the verdicts as one line of JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from producer.capture import CaptureSession
from producer.capture.awake import can_stay_awake
from producer.coach.room.check import RoomCheck


def main(camera: str, microphone: str, folder: str) -> None:
    session = CaptureSession(camera, microphone, width=640, height=360)
    session.open()
    try:
        check = RoomCheck(microphone=microphone, folder=Path(folder), can_hold_sleep=can_stay_awake)
        session.attend(check)
        print("watching", flush=True)
        parts, pause, end = [check.part], threading.Event(), time.monotonic() + 20
        while check.share < 1.0 and time.monotonic() < end:
            pause.wait(0.05)
            if check.part != parts[-1]:
                parts.append(check.part)
        session.dismiss(check)
        verdicts = {one.topic: (one.state, one.code, dict(one.values)) for one in check.finish()}
        check.close()
        print(json.dumps({"parts": parts, "verdicts": verdicts}), flush=True)
    finally:
        session.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
