"""Camera and microphone in, a take out. What other parts use is named here."""

from producer.capture.camera_open import open_camera
from producer.capture.devices import list_cameras, list_microphones
from producer.capture.events import SessionEvent
from producer.capture.microphone_open import open_microphone
from producer.capture.recovery import UnfinishedTake, find_unfinished, recover
from producer.capture.session import CaptureSession, LiveWatcher
from producer.capture.slot import Slot
from producer.capture.sources import CameraSource, Device, MicrophoneSource
from producer.capture.take_result import TakeResult

__all__ = [
    "CameraSource",
    "CaptureSession",
    "Device",
    "LiveWatcher",
    "MicrophoneSource",
    "SessionEvent",
    "Slot",
    "TakeResult",
    "UnfinishedTake",
    "find_unfinished",
    "list_cameras",
    "list_microphones",
    "open_camera",
    "open_microphone",
    "recover",
]
