"""From what was heard to what is written: inventions out, names right, the script's spelling. Each step says what it
did.
"""

from __future__ import annotations

from producer.batch.options import CaptionOptions
from producer.speech.findings import Finding, in_order
from producer.speech.glossary import Glossary
from producer.values import Transcript


def put_right(
    transcript: Transcript, options: CaptionOptions, glossary: Glossary | None, *, by_script: bool = False
) -> tuple[Transcript, tuple[Finding, ...]]:
    """Return the transcript as it goes into captions, and all that was changed or doubted, in the order of time.
    ``by_script``: its words are the script's, and nobody heard them.
    """
    findings: list[Finding] = []
    if glossary is not None and not by_script and not options.translate:
        from producer.speech.correct import correct

        transcript, changed = correct(transcript, glossary)
        findings += changed
    return transcript, in_order(findings)
