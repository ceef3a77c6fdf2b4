"""Translations made for tests, compiled as `make words` compiles them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from ui.desktop.language import FOLDER


def compiled(place: Path, german: str) -> Path:
    """A folder of translations into English and, from the text of a .ts file, German."""
    made = place / "translations"
    made.mkdir()
    shutil.copy(FOLDER / "intercoder_en.qm", made)
    source = place / "intercoder_de.ts"
    source.write_text(german, encoding="utf-8")
    release = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([release, source, "-qm", made / "intercoder_de.qm"], check=True, capture_output=True)
    return made
