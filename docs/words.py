"""Every word of the windows, for translators: `make words` writes build/intercoder.ts, which Qt's Linguist opens, brings
the translations in resources/translations up to date and compiles them. English is one of them: it holds plural forms only.

pyside6-lupdate finds what stands in the code; what stands in tables (acts of the menus, formats, fields, figures) is laid
before it in a file that is made for the purpose.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from annotator.acts import Entity
from annotator.agreement.weights import Level
from annotator.records import Origin
from storage.formats.registry import formats
from ui.desktop.act_specs import MENUS, SPECS
from ui.desktop.agreement_models import COLUMNS, HEADERS
from ui.desktop.facet_form import CERTAINTIES
from ui.report import words as report
from ui.workflows.export import options_of
from ui.workflows.export_preview import HEADER

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
ORIGINS = get_args(Origin)
_KIND = re.compile(r"""(?:\bAct\(|kind=)\s*"([a-z][a-z-]+)\"""")

SAYING = ("annotator", "storage", "ui/report", "ui/workflows", "ui/desktop")
_PAGE = re.compile(r"""\bsay\("([^"]+)"\)""")
_COUNTED = re.compile(r"""\bcounted\(\s*"([^"]+)",\s*"([^"]+)\"""")


def counted_words() -> Iterator[tuple[str, str]]:
    """(context, words) of what `counted` is given: lupdate knows plural forms of `tr` alone."""
    for path in (ROOT / "ui" / "desktop").rglob("*.py"):
        yield from _COUNTED.findall(path.read_text(encoding="utf-8"))


def _calls(*names: str) -> Iterator[list[str]]:
    """The literal texts that calls of these functions are given, in the layers that say something."""
    for path in (path for folder in SAYING for path in sorted((ROOT / folder).rglob("*.py"))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
                yield [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def said_words() -> Iterator[str]:
    """Templates of `say` and `later`; what a page says itself; and what is said from tables of other words."""
    yield from (texts[0] for texts in _calls("say", "later") if texts)
    for page in sorted((ROOT / "resources" / "report").glob("*.j2")):
        yield from _PAGE.findall(page.read_text(encoding="utf-8"))
    for table in (report.MEASURES, report.TASKS, report.SUBSETS, report.KINDS, report.INTERVALS):
        yield from (words for word in table.values() for words in (word.label, word.line) if words)
    yield from (*get_args(Level), "quadratic", "linear", *get_args(Entity))


def said_counts() -> Iterator[str]:
    """Templates for many of what is counted. The form for one stands in the code, so English needs none of them."""
    yield from (texts[1] for texts in _calls("say_count", "later_count") if len(texts) == 2)
    for one, *more in _calls("plural"):
        yield f"{{number:,}} {more[0] if more else one + 's'}"


def table_words() -> Iterator[tuple[str, str]]:
    """(context, words) of everything that reaches the translation from a table."""
    for spec in SPECS:
        yield from (("Actions", words) for words in (spec.text, spec.hint, *spec.menu.split("/")) if words)
    yield from (("Actions", f"&{menu}") for menu in MENUS)
    yield "Actions", " or "
    for words, _ in CERTAINTIES:
        yield from (("FacetForm", words), ("TextActs", words)) if words else ()
    for entry in formats().values():
        yield "Formats", entry.title
        for name, words in options_of(entry).items():
            yield from (("Formats", name.replace("_", " ").capitalize()), ("Formats", words))
    yield "Formats", "Whose codings"
    for name in (
        "code",
        "document",
        "coder",
        "facet",
        "origin",
        "attributes",
        "certainty",
        "memo",
        "start",
        "end",
        *HEADER,
        *ORIGINS,
    ):
        yield "Fields", name
    yield from (("ItemsModel", origin) for origin in ORIGINS)
    yield from (("Report", name.capitalize()) for name in (*COLUMNS, *HEADERS))
    yield from (("Report", level) for level in get_args(Level))
    yield from (("Report", f"{weights} weights") for weights in ("quadratic", "linear"))
    for table in (report.MEASURES, report.TASKS, report.SUBSETS, report.KINDS, report.INTERVALS):
        yield from (("Report", name) for name in table)
    for folder in ("ui", "storage", "annotator"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from (("Acts", kind.replace("-", " ")) for kind in _KIND.findall(path.read_text(encoding="utf-8")))


def _messages() -> Iterator[tuple[str, str]]:
    yield from (("Messages", words) for words in said_words())


def write_words(target: Path) -> str:
    """Bring a .ts file up to date, or begin one; what lupdate says of it."""
    english = target.stem.endswith("_en")
    how = ["-pluralonly", "-target-language", "en"] if english else []
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables.py"
        lines = (
            f"QT_TRANSLATE_NOOP({context!r}, {words!r})" for context, words in sorted({*table_words(), *_messages()})
        )
        counts = tuple(
            f"translate({context!r}, {words!r}, '', UTF8, n)" for context, words in sorted(set(counted_words()))
        )
        said = () if english else sorted(set(said_counts()))
        counts = (*counts, *(f"translate('Messages', {words!r}, '', UTF8, n)" for words in said))
        tables.write_text("\n".join((*lines, *counts, "")), encoding="utf-8")
        sources = [*sorted((ROOT / "ui" / "desktop").rglob("*.py")), tables]
        how += ["-source-language", "en", "-locations", "none", "-no-obsolete"]
        return _ran("pyside6-lupdate", *map(str, sources), *how, "-ts", str(target))


def compile_words(source: Path, target: Path) -> str:
    """A translation as the program reads it; what lrelease says of it."""
    return _ran("pyside6-lrelease", str(source), "-qm", str(target))


def _ran(tool: str, *arguments: str) -> str:
    command = [str(Path(sys.executable).parent / tool), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "intercoder.ts"
    target.parent.mkdir(exist_ok=True)
    sys.stdout.write(write_words(target))
    for translation in sorted(TRANSLATIONS.glob("intercoder_*.ts")) if len(sys.argv) < 2 else ():
        sys.stdout.write(write_words(translation) + compile_words(translation, translation.with_suffix(".qm")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
