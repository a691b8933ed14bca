"""Every error that the engine raises on purpose.

    ProducerError
    ├── InputError          a file or value that cannot be used
    │   ├── MissingFile     nothing there
    │   ├── NotMedia        no picture and no sound could be read (empty, text, damaged)
    │   ├── NoPicture       sound only, where a picture is needed
    │   └── NoSound         picture only, where sound is needed
    ├── DeviceError         a camera or microphone
    │   ├── CameraError
    │   └── MicrophoneError
    ├── ModelError          a speech or face model
    ├── ToolError           ffmpeg or a child process gave up
    ├── UpdateError         whether there is a newer version cannot be known, or the answer is not trusted
    ├── DiskError           no room, or no right to write
    └── Cancelled           a person stopped it; nothing is wrong

Each carries a stable ``code`` (kebab-case) and ``values`` by which the window finds its translated sentence;
``str(error)`` is the
same in English: what happened, what was kept, what to do next. ``detail`` is for "copy details" and logs, never
for the screen.
"""

from __future__ import annotations


class ProducerError(Exception):
    """Say what happened, what was kept and what to do next."""

    def __init__(
        self, what: str, *, code: str, kept: str = "", cure: str = "", detail: str = "", **values: object
    ) -> None:
        self.what, self.kept, self.cure, self.code, self.detail = what, kept, cure, code, detail
        self.values = values
        super().__init__(" ".join(part for part in (what, kept, cure) if part))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.code, self.kept, self.cure, self.detail, self.values))


def _rebuild(
    kind: type[ProducerError], what: str, code: str, kept: str, cure: str, detail: str, values: dict[str, object]
) -> ProducerError:
    return kind(what, code=code, kept=kept, cure=cure, detail=detail, **values)


class InputError(ProducerError):
    """A file or value cannot be used."""


class MissingFile(InputError):
    """There is nothing at that place."""


class NotMedia(InputError):
    """Neither picture nor sound can be read from the file."""


class NoPicture(InputError):
    """The file has sound but no picture."""


class NoSound(InputError):
    """The file has a picture but no sound."""


class DeviceError(ProducerError):
    """A camera or microphone is missing, busy, forbidden or gone."""


class CameraError(DeviceError):
    """The camera."""


class MicrophoneError(DeviceError):
    """The microphone."""


class ModelError(ProducerError):
    """A speech or face model is missing, damaged or could not be fetched."""


class ToolError(ProducerError):
    """A child process gave up."""


class UpdateError(ProducerError):
    """Whether there is a newer version cannot be known, or the answer is not trusted."""


class DiskError(ProducerError):
    """No room, or no right to write there."""


class Cancelled(ProducerError):
    """A person stopped it."""

    def __init__(
        self,
        what: str = "Stopped.",
        *,
        code: str = "cancelled",
        kept: str = "",
        cure: str = "",
        detail: str = "",
        **values: object,
    ) -> None:
        super().__init__(what, code=code, kept=kept, cure=cure, detail=detail, **values)
