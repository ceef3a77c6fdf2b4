"""How long tasks speak to whoever started them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from annotator.errors import Cancelled
from annotator.wording import say

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with (steps done, steps in all, what is at hand)."""
Cancel: TypeAlias = Callable[[], bool]
"""Asked between steps; True stops the task before the next one."""


def silent(done: int, total: int, what: str) -> None:
    """Progress for callers that show none."""


def never() -> bool:
    return False


def stop_if(cancelled: Cancel, told: str) -> None:
    """Cancelled with a sentence, one put by with `later`, if a stop was asked for."""
    if cancelled():
        raise Cancelled(say(told))
