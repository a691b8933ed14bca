"""A head start for ``producer caption``: the recogniser loads its model in its own process while the command line is
still being read.

Reading it takes a fifth of a second, a fifth of the whole on a short clip. What is named here is only a guess at
what the command will want: the command checks everything again, takes the recogniser if it fits, and ends it if not.
"""

from __future__ import annotations

from collections.abc import Sequence

from producer.errors import ProducerError


def wake_recogniser(words: Sequence[str]) -> None:
    """Start the recogniser that these words of a command line are likely to need; whatever is wrong is left to the
    command to say.
    """
    if "--out" not in words or {"-h", "--help"} & set(words) or _has_others_hear(words):
        return
    from producer.models.find import find_speech_model
    from producer.speech.transcribe import start_early

    try:
        model = find_speech_model(words[words.index("--model") + 1] if "--model" in words else None)
    except (ProducerError, IndexError):
        return
    start_early(model)


def _has_others_hear(words: Sequence[str]) -> bool:
    """Say whether several recognisers will share the cores, or another machine hears."""
    return any(word.partition("=")[0] in ("--jobs", "--dask") for word in words)
