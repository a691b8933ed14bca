"""The words for every error code, session event and step: English here, translated in ``assets/translations``.

Each error has two: what happened, and what to do next. ``{name}`` is filled from the error's values.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

Pair = tuple[Any, Any]
"""Two texts; Qt's stubs call what QT_TRANSLATE_NOOP returns an object."""

_CHOOSE_FILE: Pair = ("", QT_TRANSLATE_NOOP("errors", "Choose another file."))
_RETRY = QT_TRANSLATE_NOOP("errors", "Try again. If it happens again, copy the details for whoever helps you.")
_TELL_IT = QT_TRANSLATE_NOOP("errors", "Tell your IT department; the details help them. Producer works as before.")
_NO_LIST = QT_TRANSLATE_NOOP("errors", "What was found is not something that Producer can read.")

ERRORS: dict[str, Pair] = {
    "missing-file": (QT_TRANSLATE_NOOP("errors", "The file {path} is not there any more."), _CHOOSE_FILE[1]),
    "empty-file": (QT_TRANSLATE_NOOP("errors", "The file {path} is empty."), _CHOOSE_FILE[1]),
    "is-folder": (QT_TRANSLATE_NOOP("errors", "{path} is a folder."), _CHOOSE_FILE[1]),
    "not-media": (
        QT_TRANSLATE_NOOP("errors", "There is no picture or sound in {path} that can be read."),
        _CHOOSE_FILE[1],
    ),
    "no-picture": (QT_TRANSLATE_NOOP("errors", "There is no picture in {path}."), _CHOOSE_FILE[1]),
    "no-sound": (
        QT_TRANSLATE_NOOP("errors", "There is no sound in {path}."),
        QT_TRANSLATE_NOOP("errors", "Choose another recording, or make the clip without captions."),
    ),
    "no-output": (
        QT_TRANSLATE_NOOP("errors", "There is no loudspeaker or headphones to play this with."),
        QT_TRANSLATE_NOOP("errors", "Plug one in, or choose one in the system's sound settings."),
    ),
    "unreadable": (QT_TRANSLATE_NOOP("errors", "The file {path} cannot be read."), _CHOOSE_FILE[1]),
    "locked": (
        QT_TRANSLATE_NOOP("errors", "{path} cannot be opened: another program uses it, or you may not read it."),
        QT_TRANSLATE_NOOP("errors", "Close the program that uses it, or ask for the right to read it."),
    ),
    "growing": (
        QT_TRANSLATE_NOOP("errors", "{path} changed while it was heard: it is still being copied or recorded."),
        QT_TRANSLATE_NOOP("errors", "Wait until it is whole, and try again."),
    ),
    "model-missing": (
        QT_TRANSLATE_NOOP("errors", "There is no speech model on this computer yet."),
        QT_TRANSLATE_NOOP("errors", "Run “producer models fetch small” once, ask your IT team, or use your script."),
    ),
    "not-text": (QT_TRANSLATE_NOOP("errors", "The file {path} is not plain text."), _CHOOSE_FILE[1]),
    "not-writable": (
        QT_TRANSLATE_NOOP("errors", "{path} cannot be saved there."),
        QT_TRANSLATE_NOOP("errors", "Choose another folder, or ask for the right to write in it."),
    ),
    "disk-full": (
        QT_TRANSLATE_NOOP("errors", "The disk is full."),
        QT_TRANSLATE_NOOP("errors", "Free some space and try again. What was recorded so far is kept."),
    ),
    "no-ffmpeg": (
        QT_TRANSLATE_NOOP("errors", "A part of Producer is missing: the tool that makes video."),
        QT_TRANSLATE_NOOP("errors", "Install Producer again. Your recordings stay where they are."),
    ),
    "ffmpeg-failed": (QT_TRANSLATE_NOOP("errors", "Making the video did not work. Your recording is safe."), _RETRY),
    "cancelled": (QT_TRANSLATE_NOOP("errors", "Stopped."), ""),
    "cut-off": (
        QT_TRANSLATE_NOOP("errors", "The end of {path} is missing."),
        QT_TRANSLATE_NOOP("errors", "Copy or export that file again."),
    ),
    "no-voice": (
        QT_TRANSLATE_NOOP("errors", "No voice was heard in {path}."),
        QT_TRANSLATE_NOOP("errors", "Check the microphone and record again, or make the clip without captions."),
    ),
    "camera-missing": (
        QT_TRANSLATE_NOOP("errors", "There is no camera here."),
        QT_TRANSLATE_NOOP("errors", "Plug one in and try again, choose another, or use a file."),
    ),
    "camera-busy": (
        QT_TRANSLATE_NOOP("errors", "Another program is using the camera."),
        QT_TRANSLATE_NOOP("errors", "Close the other program (a meeting, say) and try again."),
    ),
    "camera-forbidden": (
        QT_TRANSLATE_NOOP("errors", "Producer may not use the camera."),
        QT_TRANSLATE_NOOP("errors", "Allow it in the privacy settings of this computer, then try again."),
    ),
    "camera-unreachable": (
        QT_TRANSLATE_NOOP("errors", "The network camera does not answer."),
        QT_TRANSLATE_NOOP("errors", "Check its address and that both are on the same network, then try again."),
    ),
    "microphone-missing": (
        QT_TRANSLATE_NOOP("errors", "There is no microphone here."),
        QT_TRANSLATE_NOOP("errors", "Plug one in and try again, choose another, or go on without sound."),
    ),
    "microphone-busy": (
        QT_TRANSLATE_NOOP("errors", "Another program is using the microphone."),
        QT_TRANSLATE_NOOP("errors", "Close the other program and try again, or choose another microphone."),
    ),
    "microphone-forbidden": (
        QT_TRANSLATE_NOOP("errors", "Producer may not use the microphone."),
        QT_TRANSLATE_NOOP("errors", "Allow it in the privacy settings of this computer, then try again."),
    ),
    "camera-silent": (
        QT_TRANSLATE_NOOP("errors", "The camera gives no picture."),
        QT_TRANSLATE_NOOP("errors", "Close other programs that use it, plug it in again, or choose another."),
    ),
    "microphone-silent": (
        QT_TRANSLATE_NOOP("errors", "The microphone gives no sound."),
        QT_TRANSLATE_NOOP("errors", "Plug it in again, choose another, or go on without sound."),
    ),
    "no-portaudio": (
        QT_TRANSLATE_NOOP("errors", "This computer lacks a part for sound: PortAudio."),
        QT_TRANSLATE_NOOP("errors", "Install it (Debian, Ubuntu: sudo apt install libportaudio2), or go on without."),
    ),
    "clip-wrong": (
        QT_TRANSLATE_NOOP("errors", "The clip was checked and was not right, so it was not kept. Your take is safe."),
        _RETRY,
    ),
    "no-words": (
        QT_TRANSLATE_NOOP("errors", "No words were heard in {path}."),
        QT_TRANSLATE_NOOP("errors", "Choose the language, paste your script, or make the clip without captions."),
    ),
    "speech-crashed": (
        QT_TRANSLATE_NOOP("errors", "Listening stopped half-way. Your recording is safe."),
        QT_TRANSLATE_NOOP("errors", "Try again, or paste your script for the captions."),
    ),
    "speech-failed": (
        QT_TRANSLATE_NOOP("errors", "Listening did not work. Your recording is safe."),
        QT_TRANSLATE_NOOP("errors", "Try again, or paste your script for the captions."),
    ),
    "not-binned": (
        QT_TRANSLATE_NOOP("errors", "{path} could not be moved to the bin."),
        QT_TRANSLATE_NOOP("errors", "It is still where it was. You can delete it in its folder."),
    ),
    "not-brought-back": (
        QT_TRANSLATE_NOOP("errors", "{path} could not be brought back."),
        QT_TRANSLATE_NOOP("errors", "It is in the bin of this computer; put it back from there."),
    ),
    "nothing-recorded": (
        QT_TRANSLATE_NOOP(
            "errors", "That recording was cut off before its first picture, so there is nothing to keep."
        ),
        QT_TRANSLATE_NOOP("errors", "Record it again."),
    ),
    "policy-unreadable": (
        QT_TRANSLATE_NOOP("errors", "What your organisation has decided for Producer cannot be read."),
        _TELL_IT,
    ),
    "updates-no-policy": (
        QT_TRANSLATE_NOOP("errors", "Nobody has told Producer where to look for updates."),
        QT_TRANSLATE_NOOP("errors", "Ask your IT department for a new version. The details tell them how to set this."),
    ),
    "updates-no-key": (
        QT_TRANSLATE_NOOP("errors", "Nobody has told Producer whose updates it may believe."),
        _TELL_IT,
    ),
    "updates-bad-key": (
        QT_TRANSLATE_NOOP("errors", "Nobody has told Producer whose updates it may believe."),
        _TELL_IT,
    ),
    "updates-insecure-address": (
        QT_TRANSLATE_NOOP("errors", "The place to look for updates is not a safe address."),
        _TELL_IT,
    ),
    "updates-redirected": (
        QT_TRANSLATE_NOOP("errors", "The place to look for updates leads on to one that is not safe."),
        _TELL_IT,
    ),
    "updates-certificate": (
        QT_TRANSLATE_NOOP("errors", "{host} could not prove that it is who it says it is."),
        _TELL_IT,
    ),
    "updates-unreachable": (
        QT_TRANSLATE_NOOP("errors", "There is no answer from {host}. Perhaps you are not online; that is fine."),
        QT_TRANSLATE_NOOP("errors", "Producer works as before. Look again on your organisation's network."),
    ),
    "updates-too-large": (_NO_LIST, _TELL_IT),
    "updates-unclear": (_NO_LIST, _TELL_IT),
    "updates-wrong-product": (
        QT_TRANSLATE_NOOP("errors", "What was found is about another program."),
        _TELL_IT,
    ),
    "updates-bad-signature": (
        QT_TRANSLATE_NOOP("errors", "What was found is not signed by your organisation, so it is not believed."),
        _TELL_IT,
    ),
    "updates-older": (
        QT_TRANSLATE_NOOP("errors", "What was found is older than what was seen before, so it is not believed."),
        _TELL_IT,
    ),
    "updates-expired": (
        QT_TRANSLATE_NOOP("errors", "What was found is too old to be believed."),
        QT_TRANSLATE_NOOP("errors", "Check the date of this computer. If that is right, tell your IT department."),
    ),
}

KINDS: dict[str, Pair] = {
    "camera": (
        QT_TRANSLATE_NOOP("errors", "The camera does not work."),
        QT_TRANSLATE_NOOP(
            "errors", "Check that it is plugged in and that no other program uses it, or choose another."
        ),
    ),
    "microphone": (
        QT_TRANSLATE_NOOP("errors", "The microphone does not work."),
        QT_TRANSLATE_NOOP("errors", "Check that it is plugged in, or choose another."),
    ),
    "device": (
        QT_TRANSLATE_NOOP("errors", "The camera or the microphone does not work."),
        QT_TRANSLATE_NOOP("errors", "Check that both are plugged in, or choose others."),
    ),
    "model": (
        QT_TRANSLATE_NOOP("errors", "The speech model cannot be used."),
        QT_TRANSLATE_NOOP("errors", "Paste your script for the captions, or make the clip without captions."),
    ),
    "disk": (
        QT_TRANSLATE_NOOP("errors", "The file could not be saved."),
        QT_TRANSLATE_NOOP("errors", "Check that there is room on the disk, or choose another folder."),
    ),
    "input": (QT_TRANSLATE_NOOP("errors", "That file or value cannot be used."), _CHOOSE_FILE[1]),
    "update": (
        QT_TRANSLATE_NOOP("errors", "Producer does not know whether there is a newer version."),
        _TELL_IT,
    ),
    "tool": (QT_TRANSLATE_NOOP("errors", "That did not work. Your recordings are safe."), _RETRY),
    "cancelled": (QT_TRANSLATE_NOOP("errors", "Stopped."), ""),
    "unexpected": (
        QT_TRANSLATE_NOOP("errors", "Something went wrong that should not have. Your recordings are safe."),
        _RETRY,
    ),
}

EVENTS: dict[str, Pair] = {
    "camera-lost": (
        QT_TRANSLATE_NOOP("errors", "The camera has stopped giving a picture."),
        QT_TRANSLATE_NOOP("errors", "What was recorded is kept. Plug the camera in and try again, or choose another."),
    ),
    "microphone-lost": (
        QT_TRANSLATE_NOOP("errors", "The microphone has stopped giving sound."),
        QT_TRANSLATE_NOOP(
            "errors", "What was recorded is kept. Plug the microphone in and try again, or choose another."
        ),
    ),
    "dropped": (
        QT_TRANSLATE_NOOP("errors", "This computer cannot keep up; some pictures are missing."),
        QT_TRANSLATE_NOOP("errors", "Close other programs."),
    ),
    "slower": (QT_TRANSLATE_NOOP("errors", "This computer is busy; recording goes on in a lighter way."), ""),
    "disk-low": (QT_TRANSLATE_NOOP("errors", "The disk is almost full."), QT_TRANSLATE_NOOP("errors", "Finish soon.")),
    "disk-full": ERRORS["disk-full"],
    "ended": (
        QT_TRANSLATE_NOOP("errors", "The file has come to its end."),
        QT_TRANSLATE_NOOP("errors", "Try again to play it from the start, or choose another."),
    ),
}

STEPS: dict[str, Any] = {
    "decode": QT_TRANSLATE_NOOP("steps", "Getting the sound ready…"),
    "listen": QT_TRANSLATE_NOOP("steps", "Listening to what you said…"),
    "loudness": QT_TRANSLATE_NOOP("steps", "Measuring the sound…"),
    "render": QT_TRANSLATE_NOOP("steps", "Making the clip…"),
}
