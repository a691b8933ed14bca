"""Other words in the time of those that were heard."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from producer.speech.meaning import fold
from producer.values import Word


def spread(heard: Sequence[Word], text: str) -> list[Word]:
    """Return the text's words in the time of those that were heard; word for word where there are as many."""
    texts = text.split()
    if len(texts) == len(heard):
        return [dataclasses.replace(word, text=new) for word, new in zip(heard, texts, strict=True)]
    known = [word.probability for word in heard if word.probability is not None]
    start_s, length_s = heard[0].start_s, heard[-1].end_s - heard[0].start_s
    letters = [max(1, len(fold(new))) for new in texts]
    edges = [start_s + length_s * sum(letters[:at]) / sum(letters) for at in range(len(texts))] + [heard[-1].end_s]
    return [
        dataclasses.replace(
            heard[0], text=new, start_s=edges[at], end_s=edges[at + 1], probability=min(known, default=None)
        )
        for at, new in enumerate(texts)
    ]
