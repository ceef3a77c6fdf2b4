"""In a made-up language every word of every window stands in brackets, but for what the project itself holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.agreement.rows import Results
from annotator.codebook import Codebook
from storage.formats.registry import formats
from tests.desktop.pseudo import Brackets, bare, words_of
from tests.desktop.scene import TEXT, offered, scene
from tests.desktop.windows import TOLD, UNSURE, WINDOWS, opened
from ui.desktop.agreement_window import AgreementWindow
from ui.desktop.importing import ImportDialog
from ui.desktop.language import speak
from ui.desktop.window import MainWindow

WORDS = Path(__file__).resolve().parents[2] / "docs" / "words.py"


@pytest.fixture
def brackets() -> Brackets:
    return Brackets()


@pytest.fixture
def window(
    brackets: Brackets, tmp_path: Path, codebook: Codebook, qtbot: QtBot, qapp: QApplication
) -> Iterator[MainWindow]:
    speak(qapp)
    assert qapp.installTranslator(brackets)  # over English, which has its plural forms
    yield scene(qtbot, tmp_path / "town.intercoder", codebook)
    qapp.removeTranslator(brackets)


def own_words(window: MainWindow) -> set[str]:
    """What stands on the screen as the project, its codebook, its people and its disk call it."""
    book = window.bench.codebook
    path = window.bench.project.path
    found = {"Intercoder", "Amira", "UTF-8", "UTC", path.stem, path.name, str(path), str(path.parent), TOLD}
    found |= {
        "theirs.csv",
        str(path.parent / "theirs.csv"),
        *(word for one in UNSURE.candidates for word in (one.encoding, one.sample)),
    }
    found |= {held.source.partition("/")[0] for held in offered("")}
    found |= {book.title, book.name, *TEXT.split(), *TEXT.split("\n")}
    found |= {entry.name for entry in window.bench.documents()}
    found |= set(formats())
    for facet in book.facets:
        found |= {facet.name, facet.title, facet.definition}
        for attribute in facet.attributes:
            found |= {
                attribute.name,
                attribute.title,
                attribute.name.capitalize(),
                attribute.definition,
                attribute.default,
            }
            found |= {*attribute.values, *attribute.also}
        for code in facet.codes:
            found |= {code.name, code.title, code.definition, code.key, *(alias.text for alias in code.aliases)}
    return {word for word in found if len(word) > 1}


def names_of_figures(results: Results) -> set[str]:
    """Coders and measures by their names."""
    return {"Ben", *(row.measure for row in results.rows)}


@pytest.mark.parametrize("name", WINDOWS)
def test_every_word_goes_through_the_translation(name: str, window: MainWindow, qtbot: QtBot) -> None:
    made = opened(name, window, qtbot)
    data = own_words(window)
    if isinstance(made, ImportDialog):  # how the file would read in each encoding
        data |= {made.choices.encoding.itemText(row) for row in range(made.choices.encoding.count())}
    if isinstance(made, AgreementWindow) and made.results is not None:
        data |= names_of_figures(made.results)
    left = {(where, found) for where, words in words_of(made) if (found := bare(words, data))}
    assert not left, "\n".join(f"{where}: {words}" for where, words in sorted(left))


def test_translators_get_every_word_that_is_asked_for(
    window: MainWindow, brackets: Brackets, tmp_path: Path, qtbot: QtBot
) -> None:
    for make in WINDOWS.values():
        made = make(window)
        made.show()
        QApplication.processEvents()
        if made is not window:
            qtbot.addWidget(made)
    target = tmp_path / "all.ts"
    subprocess.run([sys.executable, WORDS, target], check=True, capture_output=True)
    contexts = {
        str(one.findtext("name")): {str(message.findtext("source")) for message in one.iter("message")}
        for one in parse(target).getroot().iter("context")
    }
    own = {name for name in contexts if name[:1].isupper()}
    asked = {(context, words) for context, words in brackets.asked if context in own}
    assert len(asked) > 400
    assert {(context, words) for context, words in asked if not _known(context, words, contexts)} == set()
    assert own == set(contexts), "a context that no class has: say `self.tr`, or `translate` with a context"


def _known(context: str, words: str, contexts: dict[str, set[str]]) -> bool:
    """In its own context, or in one of the classes that it is made of (`tr` asks for each of them in turn)."""
    return words in contexts[context] or any(words in contexts[name] for name in ("PreviewingDialog",))


def test_words_that_were_not_translated_are_found() -> None:
    assert bare("⟦3 of ⟦codings⟧⟧ and more", ()) == "and more"
    assert bare("⟦Codes of {0}⟧ Taliban", {"Taliban"}) == ""
    assert bare("Alt+3", ()) == "Alt+3"
