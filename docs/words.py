"""Every word of the windows, for translators: `make words` writes build/intercoder.ts, which Qt's Linguist opens.

pyside6-lupdate finds what stands in the code; what stands in tables (acts of the menus, formats, fields, figures) is laid
before it in a file that is made for the purpose.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from annotator.records import Origin
from storage.formats.registry import formats
from ui.desktop.actions import MENUS, SPECS
from ui.desktop.agreement_models import COLUMNS, HEADERS
from ui.desktop.facet_form import CERTAINTIES
from ui.report import words as report
from ui.workflows.export import options_of
from ui.workflows.export_preview import HEADER

ROOT = Path(__file__).resolve().parents[1]
ORIGINS = get_args(Origin)
_KIND = re.compile(r"""(?:\bAct\(|kind=)\s*"([a-z][a-z-]+)\"""")


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
    for table in (report.MEASURES, report.TASKS, report.SUBSETS, report.KINDS):
        yield from (("Report", word.label) for word in table.values())
        yield from (("Report", name) for name in table)
    for folder in ("ui", "storage", "annotator"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from (("Acts", kind.replace("-", " ")) for kind in _KIND.findall(path.read_text(encoding="utf-8")))


def write_words(target: Path) -> str:
    """Bring a .ts file up to date, or begin one; what lupdate says of it."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables.py"
        lines = (f"QT_TRANSLATE_NOOP({context!r}, {words!r})" for context, words in sorted(set(table_words())))
        tables.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = [*sorted((ROOT / "ui" / "desktop").rglob("*.py")), tables]
        command = [str(Path(sys.executable).parent / "pyside6-lupdate"), *map(str, sources), "-ts", str(target)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "intercoder.ts"
    target.parent.mkdir(exist_ok=True)
    sys.stdout.write(write_words(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
