"""How far an analysis has come, and whether it is to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import Cancelled
from annotator.wording import say


@dataclass(slots=True)
class Steps:
    """Progress over documents and then tasks, and the question whether to stop. `tasks` is a guess until `expect`."""

    documents: int
    tasks: int
    progress: Callable[[int, int], None] | None
    cancelled: Callable[[], bool] | None
    done: int = 0

    def expect(self, tasks: int) -> None:
        """All documents are read: what is left."""
        self.documents, self.tasks = self.done, tasks

    def step(self, work: int = 1) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled(say("The agreement analysis was stopped; nothing was changed."))
        if self.progress is not None:
            self.progress(self.done, max(self.documents + self.tasks, self.done + 1))
        self.done += work

    def finish(self) -> None:
        if self.progress is not None:
            self.progress(self.done, self.done)
