"""What the document view paints: marks, and the links from a stance to its holder and target."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from annotator.records import Span

MarkKind: TypeAlias = Literal["suggestion", "coding"]


class Link(NamedTuple):
    """Another end of a mark, shown while the mark is the current one.

    `role` is what the other end is to the mark ("holder", "target"), `label` who it is. `start` and `end` are where
    the text names it, None where it does not (the author; a holder named pages away).
    """

    role: str
    label: str
    start: int | None = None
    end: int | None = None

    @property
    def span(self) -> Span | None:
        return None if self.start is None or self.end is None else Span(self.start, self.end)


class Mark(NamedTuple):
    """A suggestion or coding as the text shows it: [start, end) in code points of the stored text.

    A named tuple, because twenty thousand of them are made before a document's first paint. `id` is the coding's uuid
    or the suggestion's id and is unique in a view. `colour` is the code's own ("#rrggbb"); the view adapts it to light
    and dark. `label` names the code, `detail` is a second line for the tool tip (attributes, memo). `faint` marks are
    painted pale and are not found by the mouse: those that a filter holds back. A mark of length zero is not shown.
    """

    id: str
    start: int
    end: int
    kind: MarkKind
    colour: str
    label: str
    facet: str = ""
    detail: str = ""
    links: tuple[Link, ...] = ()
    faint: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)
