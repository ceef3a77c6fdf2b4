"""Codebook versions in a project. The content lies in `texts` by its hash; an event points from one to the next."""

from __future__ import annotations

import hashlib
import sqlite3

import orjson

from annotator.acts import Act, Change
from annotator.codebook import Codebook
from annotator.codebook_file import codebook_from_json, codebook_to_json
from annotator.errors import ProjectError
from annotator.wording import say

CURRENT = "current"
NO_CODEBOOK = Codebook(name="", meaning=0, aids=0)
"""Stands for the codebook of a project that has none yet, or whose codebook is lost."""


def pointer(connection: sqlite3.Connection) -> dict[str, object] | None:
    row = connection.execute("SELECT row FROM records WHERE entity = 'codebook' AND key = ?", (CURRENT,)).fetchone()
    return orjson.loads(row[0]) if row else None


def current_codebook(connection: sqlite3.Connection) -> Codebook:
    """The codebook in force; an empty one in a project that has none yet."""
    found = pointer(connection)
    return stored_codebook(connection, str(found["sha256"])) if found else NO_CODEBOOK


def stored_codebook(connection: sqlite3.Connection, sha256: str) -> Codebook:
    row = connection.execute("SELECT text FROM texts WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or not isinstance(row[0], str) or hashlib.sha256(row[0].encode()).hexdigest() != sha256:
        raise ProjectError(say("The project's codebook is missing or damaged: restore a backup."))
    return codebook_from_json(row[0])


def set_codebook(
    connection: sqlite3.Connection, codebook: Codebook, *, person: str, kind: str = "codebook"
) -> tuple[Act, dict[str, str]]:
    """The act that puts `codebook` in force, and the text to store with it."""
    content = codebook_to_json(codebook)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    after = {"sha256": sha256, "meaning": codebook.meaning, "aids": codebook.aids}
    return Act(kind, person, (Change("codebook", CURRENT, pointer(connection), after),)), {sha256: content}
