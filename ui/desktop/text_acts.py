"""Acts on the text: coding a selection, moving boundaries, choosing codes and attributes by the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt

from annotator.codebook import Attribute, Facet
from annotator.errors import IntercoderError
from annotator.records import Coding, Span, Suggestion
from annotator.validate import check_attributes, check_code
from annotator.validate import choices as values_of
from ui.desktop.facet_form import CERTAINTIES
from ui.desktop.favourites import DIGITS
from ui.desktop.items import id_of
from ui.desktop.marks_for import code_colour, code_title
from ui.desktop.name_acts import offer_alias
from ui.desktop.palette import Choice

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class TextActs(QObject):
    """What the Code menu does, on the window's view and workbench."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.bench = window.bench
        self._picking: Attribute | None = None

    # Codes

    def apply(self, facet: str, code: str, attributes: dict[str, str] | None = None) -> bool:
        """A code to the selection, as a new coding (several may share a span); without a selection, to the current item.

        A current suggestion is accepted with the code, also where its very span is selected.
        """
        try:
            self.bench.require_document()
            of = check_code(facet, code, self.bench.codebook)
            check_attributes(attributes or {}, of, self.bench.codebook)
        except IntercoderError as fault:
            self.bench.failed.emit(str(fault))
            return False
        span = self.window.view.selected_span()
        if of.unit == "document":
            return self.bench.code(None, None, facet, code, attributes)
        current = self.bench.current
        if span is not None and not (isinstance(current, Suggestion) and span == current.span):
            return self.bench.code(
                span.start, span.end, facet, code, attributes, then=lambda: self._coded(span, facet, code)
            )
        if current is None:
            self.bench.told.emit(self.tr("Select some text, or go to a suggestion, and choose the code again."))
            return False
        return self._recode(current, facet, code, attributes)

    def _coded(self, span: Span, facet: str, code: str) -> None:
        """After a selection was coded: the caret goes behind it; a name that no alias knows is offered as one."""
        self.window.view.select_span(span.end, span.end)
        if self.bench.open is not None:
            offer_alias(self.window, facet, code, self.bench.open.document.text[span.start : span.end])

    def _recode(self, item: Coding | Suggestion, facet: str, code: str, attributes: dict[str, str] | None) -> bool:
        fields: dict[str, object] = {"facet": facet, "code": code}
        if facet != item.facet:
            fields["attributes"] = attributes or {}
        elif attributes is not None:
            fields["attributes"] = attributes
        if isinstance(item, Coding):
            return self.bench.change(**fields)
        return self.bench.change(**fields) and self.bench.accept()

    def choose_code(self, *, unit: str = "span") -> None:
        """The palette of codes for the selection or the current item."""
        if unit == "span" and self.window.view.selected_span() is None and self.bench.current is None:
            self.bench.told.emit(self.tr("Select some text first, or go to a suggestion."))
            return
        found = [facet for facet in self.bench.codebook.facets if facet.unit == unit]
        if not found:
            self.bench.told.emit(self.tr("The codebook has no facet on whole documents."))
            return
        title = self.tr("Code…") if unit == "span" else self.tr("Code the document…")
        self.window.palette_box.ask(self.code_choices(found), title=title)

    def code_choices(self, facets: list[Facet]) -> list[Choice]:
        """The codes as lines of the palette, those of the current item's facet first."""
        current = self.bench.current
        order = sorted(facets, key=lambda facet: current is None or facet.name != current.facet)
        return [
            Choice(
                f"{code.title or code.name}", self._applying(facet.name, code.name), f"{facet.title or facet.name} {code.key}".strip(),
                code_colour(self.bench.codebook, facet.name, code.name),
                f"{code.title} {code.name} {facet.name} {' '.join(alias.text for alias in code.aliases[:40])}", code.key,
            )
            for facet in order for code in facet.codes if not code.retired
        ]  # fmt: skip

    def _applying(self, facet: str, code: str) -> Callable[[], object]:
        return lambda: self.apply(facet, code)

    def same_as_last(self) -> None:
        if self.bench.last_code is None:
            self.bench.told.emit(self.tr("Nothing has been coded in this session yet."))
        else:
            facet, code, attributes = self.bench.last_code
            self.apply(facet, code, dict(attributes))

    def favourite(self, digit: str) -> None:
        """Apply the favourite of a digit."""
        found = self.window.favourites.all(self.bench.codebook).get(digit)
        if found is None:
            self.bench.told.emit(self.tr("There is no favourite {0} yet: F makes one.").format(digit))
        else:
            self.apply(*found)

    def set_favourite(self) -> None:
        """Put the current item's code, or the one chosen in the codebook's tree, on a digit."""
        item, book = self.bench.current, self.bench.codebook
        facet, code = (item.facet, item.code) if item is not None else self.window.codebook.chosen()
        if book.code(facet, code) is None:
            self.bench.told.emit(self.tr("Go to a coding, or choose a code in the codebook, first."))
            return
        held = self.window.favourites.all(book)
        choices = [
            Choice(
                self.tr("Favourite {0}").format(digit), self._favouring(digit, facet, code),
                self.tr("instead of {0}").format(code_title(book, *held[digit])) if digit in held else "", "", digit, digit,
            )
            for digit in DIGITS
        ]  # fmt: skip
        self.window.palette_box.ask(choices, title=self.tr("{0} on the digit…").format(code_title(book, facet, code)))

    def _favouring(self, digit: str, facet: str, code: str) -> Callable[[], object]:
        return lambda: self.window.choose_favourite(digit, facet, code)

    # Attributes

    def attribute(self, number: int) -> Attribute | None:
        item = self.bench.current
        facet = self.bench.codebook.facet(item.facet) if item else None
        if facet is None or number > len(facet.attributes):
            self.bench.told.emit(self.tr("Nothing with such an attribute is current."))
            return None
        return facet.attributes[number - 1]

    def choose_attribute(self, number: int) -> None:
        """The palette of an attribute's values; free text where it allows one."""
        attribute = self.attribute(number)
        if attribute is None:
            return
        choices = [
            Choice(
                self._value_title(attribute, value),
                self._setting(attribute, value),
                "",
                self._value_colour(attribute, value),
                f"{value} {self._value_title(attribute, value)}",
            )
            for value in values_of(attribute, self.bench.codebook)
        ]
        choices.append(Choice(self.tr("not given"), self._setting(attribute, "")))
        free = attribute.type == "text" or attribute.free_text
        self.window.palette_box.ask(
            choices, title=attribute.title or attribute.name,
            other=(lambda typed: Choice(f"“{typed}”", self._setting(attribute, typed), self.tr("as free text"))) if free else None,
        )  # fmt: skip

    def _value_title(self, attribute: Attribute, value: str) -> str:
        return (
            code_title(self.bench.codebook, attribute.facet, value)
            if attribute.type == "code" and value not in attribute.also
            else value
        )

    def _value_colour(self, attribute: Attribute, value: str) -> str:
        return (
            code_colour(self.bench.codebook, attribute.facet, value)
            if attribute.type == "code" and value not in attribute.also
            else ""
        )

    def _setting(self, attribute: Attribute, value: str) -> Callable[[], object]:
        return lambda: self.set_attribute(attribute.name, value)

    def set_attribute(self, name: str, value: str) -> None:
        item = self.bench.current
        if item is not None:
            self.bench.change(attributes={key: v for key, v in {**item.attributes, name: value}.items() if v})

    def pick(self, number: int) -> None:
        """The next click on a mark sets this attribute to that mark's code."""
        attribute = self.attribute(number)
        if attribute is None:
            return
        if attribute.type != "code":
            title, key = attribute.title or attribute.name, self.window.actions_by_name[f"attribute{number}"].shortcut()
            self.bench.told.emit(self.tr("{0} names no code: {1} chooses its value.").format(title, key.toString()))
            return
        self._picking = attribute
        self.window.view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.bench.told.emit(
            self.tr("Click the {0} in the text (Escape: never mind).").format(attribute.title or attribute.name)
        )

    def stop_picking(self) -> None:
        self._picking = None
        self.window.view.viewport().unsetCursor()

    def clicked(self, id_: str) -> None:
        """A click on a mark: the value that was being picked, or the new current item."""
        item = self.bench.item(id_)
        if self._picking is not None and item is not None:
            attribute = self._picking
            if item.facet == attribute.facet and item.code:
                self.stop_picking()
                self.set_attribute(attribute.name, item.code)
            return
        self.bench.set_current(id_)

    def more_certain(self, steps: int) -> None:
        """Certainty of the current coding a step up or down; from "not given" it starts at either end."""
        item = self.bench.current
        if not isinstance(item, Coding):
            self.bench.told.emit(self.tr("Go to a coding first: certainty belongs to a coding."))
            return
        values = [value for _, value in reversed(CERTAINTIES) if value is not None]
        at = values.index(item.certainty) + steps if item.certainty in values else -1 if steps > 0 else 0
        new = values[max(0, min(len(values) - 1, at))] if item.certainty in values else values[at]
        if self.bench.change(certainty=new):
            words = next(words for words, value in CERTAINTIES if value == new)
            self.bench.told.emit(self.tr("Certainty: {0}").format(self.tr(words)))

    # Boundaries

    def drag(self, id_: str, start: int, end: int) -> None:
        """An end of the current item was dragged: the same act as by key."""
        item = self.bench.current
        if item is not None and id_of(item) == id_:
            self.bench.change(start=start, end=end)

    def move(self, edge: Literal["start", "end"], words: int) -> None:
        """Move an edge of the current item, or of the selection, by a word."""
        view, item = self.window.view, self.bench.current
        selected = view.selected_span()
        span = item.span if item is not None and (selected is None or selected == item.span) else selected
        if span is None:
            self.bench.told.emit(self.tr("Nothing is selected or current."))
            return
        new = view.moved_edge(Span(*span), edge, words=words)
        if new == span:
            return
        if item is not None and span == item.span:
            self.bench.change(start=new.start, end=new.end)
        else:
            view.select_span(new.start, new.end)
