"""What tests of translated sentences share, with a window and without."""

from __future__ import annotations

import threading
from collections.abc import Callable

THREADS = 8


def said_in_threads(words: Callable[[], str]) -> list[str]:
    """What each of some threads says."""
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(words())) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
