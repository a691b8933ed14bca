"""Why an answer about updates could not be had, or is not trusted: each case with its own code and sentence."""

from __future__ import annotations

from producer.errors import UpdateError

ASK_IT = "Ask your IT department."
STAYS = "Nothing was changed, and Producer works as before."


def refused(code: str, what: str, *, cure: str = ASK_IT, detail: str = "", **values: object) -> UpdateError:
    """Make the error; ``code`` goes without its ``updates-``."""
    return UpdateError(what, code=f"updates-{code}", kept=STAYS, cure=cure, detail=detail, **values)
