"""The menu View with its submenus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QFontDialog, QWidget

from tests.desktop.scenarios.stage import Stage
from ui.desktop.window import MainWindow


def zooms(change: Callable[[int], int]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.view.set_zoom(120)
        s.do()
        assert s.view.zoom() == change(120)

    return play


def switches(state: Callable[[Stage], object]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        before = state(s)
        s.do()
        assert state(s) != before

    return play


def offers(facet: str) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.do()
        assert s.bench.filter.facets == (frozenset([facet]) if facet else frozenset())
        s.window.actions_by_name["allFacets"].trigger()

    return play


def no_such_facet(s: Stage) -> None:
    """There are two facets on spans: the key says so."""
    s.window.actions_by_name["facet3"].trigger()
    assert "2 facets" in s.told()


def focuses(widget: Callable[[MainWindow], QWidget]) -> Callable[[Stage], None]:
    def play(s: Stage) -> None:
        s.bench.set_current("s1")
        QApplication.processEvents()
        s.do()
        focused = QApplication.focusWidget()
        wanted = widget(s.window)
        assert focused is not None
        assert focused is wanted or wanted.isAncestorOf(focused)
        s.view.setFocus()

    return play


def chooses_font(s: Stage) -> None:
    font = s.view.font()
    font.setPointSizeF(20)
    s.patch.setattr(QFontDialog, "getFont", lambda *args: (True, font))
    s.do()
    assert s.view.text_font()[1] == 20


def dark(s: Stage) -> object:
    assert s.window.theme is not None
    return s.window.theme.colours.scheme


def percent(s: Stage) -> object:
    return s.window.settings.number("text_percent", 100)


def smaller(s: Stage) -> None:
    s.window.actions_by_name["largerWindow"].trigger()
    assert percent(s) == 125
    s.do()
    assert percent(s) == 100


def larger(s: Stage) -> None:
    s.do()
    assert percent(s) == 125
    s.window.actions_by_name["smallerWindow"].trigger()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "zoomIn": zooms(lambda zoom: zoom + 10),
    "zoomOut": zooms(lambda zoom: zoom - 10),
    "zoomReset": zooms(lambda zoom: 100),
    "wordWrap": switches(lambda s: s.view.lineWrapMode()),
    "reflow": switches(lambda s: s.view.reflowing()),
    "lineNumbers": switches(lambda s: s.view.numbers()),
    "largerWindow": larger,
    "smallerWindow": smaller,
    "darkTheme": switches(dark),
    "chooseFont": chooses_font,
    "allFacets": offers(""),
    "facet1": offers("group"),
    "facet2": offers("view"),
    **{f"facet{n}": no_such_facet for n in range(3, 7)},
    "focusText": focuses(lambda w: w.view),
    "focusSuggestions": focuses(lambda w: w.suggestions),
    "focusCodings": focuses(lambda w: w.codings),
    "focusDetails": focuses(lambda w: w.details),
    "focusDocuments": focuses(lambda w: w.documents),
    "focusCodebook": focuses(lambda w: w.codebook),
}
