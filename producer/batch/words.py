"""From what was heard to what is written: names right, the script's spelling. Each step says what it did."""

from __future__ import annotations

from collections.abc import Sequence

from producer.batch.options import CaptionOptions
from producer.speech.findings import Finding, in_order, uncertain_words
from producer.speech.glossary import Glossary
from producer.values import Transcript


def put_right(
    transcript: Transcript, options: CaptionOptions, glossary: Glossary | None, heard: Sequence[Finding] = ()
) -> tuple[Transcript, tuple[Finding, ...]]:
    """Return the transcript as it goes into captions, and all that was changed or doubted, in the order of time.
    ``heard``: what the recogniser says of it already. A translation is not held against the script.
    """
    findings = [*heard, *uncertain_words(transcript)]
    if glossary is not None:
        from producer.speech.correct import correct

        transcript, changed = correct(transcript, glossary)
        findings += changed
    if options.script and not options.translate:
        from producer.speech.align_script import align_script

        transcript, differences = align_script(transcript, options.script)
        findings += differences
    return transcript, in_order(findings)
