"""The language of the screen: English with its plural forms, and over it the system's language where a translation lies.

A translation is `resources/translations/intercoder_<language>.qm`; it works by lying there. ARCHITECTURE.md says how one
is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from annotator.wording import translate_with
from ui.desktop.words import message_words

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "translations"
ENGLISH = "en"


def speak(app: QCoreApplication, *, folder: Path = FOLDER, system: QLocale | None = None) -> QLocale:
    """Install what the system's languages ask for, in their order; how numbers are written follows. Asked again, it leaves
    what is there. The locale that the screen speaks."""
    if getattr(app, "intercoder_words", None):
        return QLocale()
    system = system if system is not None else QLocale.system()
    words = [_loaded(app, "intercoder", QLocale(QLocale.Language.English), folder)]
    spoken = _translated(system, folder)
    if spoken is not None:
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # The last one is asked first: what a translation lacks is said in English, and Qt's own words by Qt.
        words += [_loaded(app, "qtbase", spoken, qt), _loaded(app, "intercoder", spoken, folder)]
    app.intercoder_words = words  # type: ignore[attr-defined]  # Qt does not keep what Python lets go of
    QLocale.setDefault(_counting(system, spoken))
    name = spoken.name() if spoken is not None else ENGLISH
    app.intercoder_spoken = Spoken(str(folder), name, QLocale().name())  # type: ignore[attr-defined]
    translate_with(message_words, QLocale().toString, name=QLocale(name).bcp47Name())
    return QLocale()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a process of the window needs to speak as the window does: `numbers` is the locale that they are written in."""

    folder: str
    name: str
    numbers: str


def spoken_here() -> Spoken | None:
    """What is spoken, for a process to be told; None where nothing was installed."""
    return getattr(QCoreApplication.instance(), "intercoder_spoken", None)


def speak_apart(spoken: Spoken | None) -> None:
    """In a process without a window: say what the layers below say in the window's language."""
    if spoken is None or spoken.name == ENGLISH:
        return
    words = QTranslator()
    words.load(QLocale(spoken.name), "intercoder", "_", spoken.folder)

    def said(template: str, number: int) -> str:
        return words.translate("Messages", template, None, number) or template

    translate_with(said, QLocale(spoken.numbers).toString, name=QLocale(spoken.name).bcp47Name())


def hush(app: QCoreApplication) -> None:
    """Take out what `speak` installed: words as they stand in the code."""
    for words in getattr(app, "intercoder_words", ()):
        app.removeTranslator(words)
    translate_with(None)
    app.intercoder_spoken = None  # type: ignore[attr-defined]
    app.intercoder_words = []  # type: ignore[attr-defined]


def _translated(system: QLocale, folder: Path) -> QLocale | None:
    """The first of the system's languages in which the program is translated; None where English comes before one is."""
    have = {path.stem.partition("_")[2] for path in folder.glob("intercoder_*.qm")}
    for name in system.uiLanguages(QLocale.TagSeparator.Underscore):
        language = name.partition("_")[0]
        if language in (ENGLISH, "C"):
            return None
        if name in have or language in have:
            return QLocale(name)
    return None


def _counting(system: QLocale, spoken: QLocale | None) -> QLocale:
    """Numbers as the system has them, in its own language; else as the language that is spoken has them."""
    language = spoken.language() if spoken is not None else QLocale.Language.English
    if system.language() == language:
        return system
    return spoken or QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def _loaded(app: QCoreApplication, name: str, locale: QLocale, folder: Path) -> QTranslator:
    made = QTranslator(app)
    if made.load(locale, name, "_", str(folder)):
        app.installTranslator(made)
    return made
