"""The version of the rules: a hash of their source, so that a changed rule never carries an old version.

What was learned (resources/learned) is hashed with them. Codebooks and their cues have versions of their own
(`aids_version`, `meaning_version`), and so has the model; together they are the provenance of a suggestion.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from annotator.suggest.learned.weights import FOLDER

_HERE = Path(__file__).parent
_BESIDE = ("reflow.py", "offsets.py")
"""Modules of the parent package by which the text that rules read is made."""


@lru_cache(maxsize=1)
def rules_version() -> str:
    """Eight hexadecimal digits, one version for all suggesters: threats and stances rest on the actors found before."""
    own = [*sorted(_HERE.glob("*.py")), *sorted(_HERE.glob("learned/*.py")), *sorted(FOLDER.glob("*.tsv"))]
    return _hash_of([*own, *(_HERE.parent / name for name in _BESIDE)])


def _hash_of(sources: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sources:
        source = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(source)}\n".encode() + source)
    return digest.hexdigest()[:8]
