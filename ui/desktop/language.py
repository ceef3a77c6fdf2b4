"""The language of the screen: English with its plural forms, and over it the system's language where a translation lies.

A translation is `resources/translations/intercoder_<language>.qm`; it works by lying there. ARCHITECTURE.md says how one
is made.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

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
    return QLocale()


def hush(app: QCoreApplication) -> None:
    """Take out what `speak` installed: words as they stand in the code."""
    for words in getattr(app, "intercoder_words", ()):
        app.removeTranslator(words)
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
