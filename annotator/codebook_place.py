"""Where a value stands in a codebook file, and the one sentence that a fault there is told in."""

from __future__ import annotations

from annotator.codebook_lines import TomlLines
from annotator.errors import CodebookError
from annotator.wording import say


class Place:
    """Where a value stands in a codebook text, for the error sentence. Lines are only counted when one is needed."""

    def __init__(self, where: str, text: str, path: tuple[str | int, ...] = ()) -> None:
        self.where, self.text, self.path = where, text, path

    def at(self, *path: str | int) -> Place:
        return Place(self.where, self.text, (*self.path, *path))

    def error(self, key: str, problem: str, *, containing: str = "") -> CodebookError:
        """An error about `key` here: "file, line 3: key problem"."""
        path = (*self.path, key) if key else self.path
        told = say("{key} {problem}", key=key, problem=problem) if key else problem
        if not self.text:
            return CodebookError(say("{where}: {told}", where=self.where, told=told))
        line = TomlLines(self.text).line(*path, containing=containing)
        return CodebookError(say("{where}, line {line}: {told}", where=self.where, line=line, told=told))
