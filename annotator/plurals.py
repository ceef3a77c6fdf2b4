"""A number with what it counts, to be put into a sentence that `say` says."""

from __future__ import annotations

from annotator.wording import say_count


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 document", "1,200 documents"; `many` where it is not `one` with an s ("entry", "entries")."""
    return say_count(number, f"{{number:,}} {one}", f"{{number:,}} {many or one + 's'}")
