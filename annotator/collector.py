"""Python's garbage collector, which looks through everything again and again while many records are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing is collected meanwhile: for work that takes a moment and makes thousands of records."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_what_is_there() -> None:
    """What is there now stays until it is let go of: a search for cycles through a document's records and a whole program
    takes 50 to 90 ms, at any key. Records are in no cycles."""
    gc.collect(1)
    gc.freeze()
