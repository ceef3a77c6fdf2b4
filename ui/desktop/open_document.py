"""The open document and its items: what is there, in which order, and what an act changes, each in a moment.

A document may hold twenty thousand items. Everything that an act needs is found by bisection or in a dictionary; what
only some acts need is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from annotator.acts import coding_from_row
from annotator.left_out import LeftOut
from annotator.records import Coding, Document, Suggestion
from ui.desktop.items import Item
from ui.desktop.named_places import NamedPlaces
from ui.desktop.offered import Filter, Offered
from ui.workflows.coder_view import Stretch

Said: TypeAlias = tuple[int | None, int | None, str, str]
_NOTHING: frozenset[tuple[str, str]] = frozenset()


def _values(item: Item) -> frozenset[tuple[str, str]]:
    return frozenset(item.attributes.items()) if item.attributes else _NOTHING


class Open:
    """One coder's view of a document. `codings` and `suggestions` are by id, `done` says which facets are.

    A long document is read stretch by stretch, so that its beginning is on the screen at once: `read_on` reads the next
    stretch, and whatever needs all of them reads the rest first. `came` is called with the items of each.
    `covered` are suggestions that say what a coding says already; they come back when that coding goes.
    """

    def __init__(self, document: Document, stretches: Iterator[Stretch], done: dict[str, bool]) -> None:
        self.document = document
        self.done = done
        self.filter = Filter()
        self.covered: dict[str, Suggestion] = {}
        self.codings_so_far: dict[str, Coding] = {}
        self.suggestions_so_far: dict[str, Suggestion] = {}
        self.came: Callable[[list[Item]], object] = lambda items: None
        self._unplaced: dict[str, Coding] = {}
        self._said: dict[Said, set[str]] | None = None
        self._offered: Offered | None = None
        self._named: NamedPlaces | None = None
        self._twins: dict[Said, set[str]] | None = None
        self._left_out = LeftOut(document.regions)
        self._more: Iterator[Stretch] | None = stretches
        self.read_on()

    # Reading

    @property
    def complete(self) -> bool:
        """Whether all of it was read."""
        return self._more is None

    def read_on(self) -> None:
        """Read the next stretch, if there is one."""
        stretch = next(self._more, None) if self._more is not None else None
        if stretch is None:
            return
        if stretch.last:
            self._more = None
        new: list[Item] = [*stretch.codings]
        for coding in stretch.codings:
            self.codings_so_far[coding.uuid] = coding
            if coding.start is None:
                self._unplaced[coding.uuid] = coding
        said = {(c.start, c.end, c.facet, c.code, _values(c)) for c in stretch.codings} if stretch.suggestions else ()
        for suggestion in stretch.suggestions:
            if suggestion.start in self._left_out:
                continue
            s = suggestion
            if (s.start, s.end, s.facet, s.code, _values(s)) in said:
                self.covered[s.id] = s
            else:
                self.suggestions_so_far[s.id] = s
                new.append(s)
        self.came(new)

    def finish(self) -> None:
        """Read all that is left."""
        while self._more is not None:
            self.read_on()

    @property
    def codings(self) -> dict[str, Coding]:
        self.finish()
        return self.codings_so_far

    @property
    def suggestions(self) -> dict[str, Suggestion]:
        self.finish()
        return self.suggestions_so_far

    def item(self, id_: str | None) -> Item | None:
        if id_ is None:
            return None
        found = self.codings_so_far.get(id_) or self.suggestions_so_far.get(id_)
        return found or self.codings.get(id_) or self.suggestions.get(id_)

    def document_codings(self) -> list[Coding]:
        """The codings of the whole document; they are in its first stretch."""
        return list(self._unplaced.values())

    def text_of(self, item: Item) -> str:
        """The stored text of an item, "" for a document code."""
        return "" if item.start is None or item.end is None else self.document.text[item.start : item.end]

    # What is offered

    def refilter(self, new: Filter) -> None:
        self.filter = new
        self._offered = None

    @property
    def number_offered(self) -> int:
        """How many suggestions the filter lets through, of those that were read."""
        if self.filter.open:
            return len(self.suggestions_so_far)
        return len(self._order()) if self.complete else sum(map(self.filter.passes, self.suggestions_so_far.values()))

    def offered(self) -> list[Suggestion]:
        """Undecided suggestions that the filter lets through, in the order of the text."""
        return [self.suggestions[id_] for id_ in self._order().ids()]

    def next_offered(self, after: tuple[Any, ...]) -> Suggestion | None:
        """The first offered suggestion whose key is greater than `after` (a key or the beginning of one)."""
        id_ = self._order().after(after)
        return self.suggestions[id_] if id_ is not None else None

    def previous_offered(self, before: tuple[Any, ...]) -> Suggestion | None:
        id_ = self._order().before(before)
        return self.suggestions[id_] if id_ is not None else None

    def _order(self) -> Offered:
        if self._offered is None:
            self._offered = Offered(self.suggestions.values(), self.filter)
        return self._offered

    def nearest(self, facet: str, code: str, place: int) -> Item | None:
        """The coding or suggestion of a code that begins nearest to a place; the earlier one of two as near."""
        if self._named is None:
            self._named = NamedPlaces([*self.codings.values(), *self.suggestions.values()])
        return self.item(self._named.nearest(facet, code, place))

    # Changes

    def put_coding(self, uuid: str, row: Mapping[str, Any] | None) -> Item | None:
        """Take a coding as an act left it; None where it went."""
        old = self.codings.pop(uuid, None)
        self._unplaced.pop(uuid, None)
        if old is not None:
            self._forget(old)
            if self._said is not None:
                self._said.get(self._whole(old), set()).discard(uuid)
        if row is None:
            return None
        new = self.codings[uuid] = coding_from_row(uuid, row)
        if new.start is None:
            self._unplaced[uuid] = new
        self._note(new)
        if self._said is not None:
            self._said.setdefault(self._whole(new), set()).add(uuid)
        return new

    def put_suggestion(self, suggestion: Suggestion) -> bool:
        """Offer a suggestion; False where it lies in a region that is left out."""
        if suggestion.start in self._left_out:
            return False
        self.suggestions[suggestion.id] = suggestion
        self._note(suggestion)
        if self._twins is not None:
            self._twins.setdefault(self._whole(suggestion), set()).add(suggestion.id)
        if self._offered is not None:
            self._offered.put(suggestion)
        return True

    def drop_suggestion(self, id_: str) -> Suggestion | None:
        """Take a suggestion away; what it was, None where it was not shown."""
        held = self.covered.pop(id_, None)
        old = self.suggestions.pop(id_, None)
        if self._twins is not None and (known := old or held) is not None:
            self._twins.get(self._whole(known), set()).discard(id_)
        if old is not None:
            self._forget(old)
            if self._offered is not None:
                self._offered.drop(old)
        return old

    def cover(self, touched: Iterable[Item]) -> tuple[list[str], list[Suggestion]]:
        """After codings changed: suggestions that one says already step back; those that none says any more return."""
        places = {self._whole(item) for item in touched}
        if not places or not (self.suggestions or self.covered):
            return [], []
        gone, back = [], []
        twins = self._all_twins()
        for id_ in [id_ for place in places for id_ in twins.get(place, ())]:
            shown, held = self.suggestions.get(id_), self.covered.get(id_)
            if shown is not None and self._is_said(shown):
                self.drop_suggestion(id_)
                self.covered[id_] = shown
                twins.setdefault(self._whole(shown), set()).add(id_)
                gone.append(id_)
            elif held is not None and not self._is_said(held):
                del self.covered[id_]
                self.put_suggestion(held)
                back.append(held)
        return gone, back

    def _all_twins(self) -> dict[Said, set[str]]:
        """Ids of suggestions, shown and covered, by what they say."""
        if self._twins is None:
            self._twins = {}
            for suggestion in (*self.suggestions.values(), *self.covered.values()):
                self._twins.setdefault(self._whole(suggestion), set()).add(suggestion.id)
        return self._twins

    @staticmethod
    def _whole(item: Item) -> Said:
        return item.start, item.end, item.facet, item.code

    def _is_said(self, suggestion: Suggestion) -> bool:
        """Whether a coding of the same span and code has the same attributes."""
        if self._said is None:
            self._said = {}
            for coding in self.codings.values():
                self._said.setdefault(self._whole(coding), set()).add(coding.uuid)
        same = self._said.get(self._whole(suggestion), ())
        return any(dict(self.codings[uuid].attributes) == dict(suggestion.attributes) for uuid in same)

    def _note(self, item: Item) -> None:
        if self._named is not None:
            self._named.put(item)

    def _forget(self, item: Item) -> None:
        if self._named is not None:
            self._named.drop(item)
