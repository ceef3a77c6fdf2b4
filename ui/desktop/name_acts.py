"""Names that the codebook does not know: one key makes a new code, or an alias of a code, and accepts the suggestion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator import codebook_edit
from annotator.records import Suggestion
from storage.project import Receipt
from ui.desktop.marks_for import code_colour, code_title
from ui.desktop.palette import Choice
from ui.desktop.words import translate
from ui.workflows.codebook_acts import plan_codebook, put_codebook

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

_LONGEST = 8


def name_of(window: MainWindow) -> str:
    """The current item's words, else the selected ones, with single spaces; "" for none."""
    held, item = window.bench.open, window.bench.current
    if held is None:
        return ""
    span = window.view.selected_span()
    if item is not None and item.start is not None:
        return " ".join(held.text_of(item).split())
    return " ".join(held.document.text[span.start : span.end].split()) if span else ""


def add_code(window: MainWindow) -> bool:
    """A new code named as the current suggestion's words, and the suggestion accepted with it: one act."""
    bench, item, name = window.bench, window.bench.current, name_of(window)
    if not isinstance(item, Suggestion) or item.code or not name:
        bench.told.emit(translate("MainWindow", "Go to a name that the codebook does not know (marked “new?”) first."))
        return False
    code = codebook_edit.name_from(name)
    if bench.codebook.code(item.facet, code) is not None:
        return bench.accept_as_new(item.facet, code, alias=name)
    done = bench.accept_as_new(item.facet, code, title=name)
    if done:
        bench.told.emit(
            translate("MainWindow", "“{0}” is a code now. Pre-highlight to find it elsewhere.").format(name)
        )
    return done


def add_alias(window: MainWindow) -> None:
    """The current name as an alias: of the current item's code, or, for a new name, of one that is chosen."""
    bench, item, name = window.bench, window.bench.current, name_of(window)
    if item is None or not name or item.start is None:
        bench.told.emit(translate("MainWindow", "Go to a coding or suggestion first; its words become the alias."))
        return
    if item.code:
        put_alias(window, item.facet, item.code, name)
        return
    facet = bench.codebook.facet(item.facet)

    def accepting(code: str) -> Callable[[], object]:
        return lambda: bench.accept_as_new(item.facet, code, alias=name)

    choices = [
        Choice(
            code.title or code.name, accepting(code.name), code.key, code_colour(bench.codebook, code.facet, code.name),
            f"{code.title} {code.name} {' '.join(alias.text for alias in code.aliases[:40])}", code.key,
        )
        for code in (facet.codes if facet else ()) if not code.retired
    ]  # fmt: skip
    window.palette_box.ask(choices, title=translate("MainWindow", "“{0}” is another name of…").format(name))


def put_alias(window: MainWindow, facet: str, code: str, name: str) -> bool:
    """An alias into the codebook, as an act of its own."""
    bench = window.bench

    def put() -> Receipt | None:
        plan = plan_codebook(bench.project, codebook_edit.add_alias(bench.codebook, facet, code, name))
        return put_codebook(bench.project, plan, person=bench.coder)

    done = bench.act(put)
    if done:
        words = translate("MainWindow", "“{0}” is an alias of {1} now. Pre-highlight to find it elsewhere.")
        bench.told.emit(words.format(name, code_title(bench.codebook, facet, code)))
    return done


def offer_alias(window: MainWindow, facet: str, code: str, name: str) -> None:
    """After a name was coded by hand: say so where no alias of its code knows it."""
    found, name = window.bench.codebook.code(facet, code), " ".join(name.split())
    if found is None or not found.aliases or name == name.lower() or len(name.split()) > _LONGEST:
        return
    if name.casefold() not in {alias.text.casefold() for alias in found.aliases}:
        words = translate("MainWindow", "No alias of {0} knows “{1}”: press {2} to add it.")
        key = window.actions_by_name["addAlias"].shortcut().toString()
        window.bench.told.emit(words.format(found.title or found.name, name, key))
