"""Our codebook and text, and what lies in a project after other programs' files came in."""

from __future__ import annotations

from annotator.codebook import Attribute, Code, Codebook, Facet
from storage.codings import all_codings
from storage.project import Project
from storage.texts import list_documents, stored_text

TEXT = "😀 Pakistan warned\nthe Taliban; Ministry of Defence denied it."


BOOK = Codebook(
    name="ours",
    facets=(
        Facet(
            "actor",
            "Actor",
            attributes=(Attribute("role", "choice", values=("actor", "place")),),
            codes=(Code("pakistan", "actor", "Pakistan"), Code("taliban", "actor", "Taliban"), Code("other", "actor")),
        ),
        Facet("threat", "Threat", codes=(Code("attack", "threat", "Attack"), Code("other", "threat"))),
        Facet("tone", "Tone", unit="document", codes=(Code("dark", "tone"), Code("bright", "tone"))),
    ),
)


def found(project: Project) -> list[tuple[str, str, str, str | None]]:
    """(coder, facet, code, quote) of every coding, as they lie in the project."""
    texts = {entry.sha256: stored_text(project, entry.sha256) for entry in list_documents(project)}
    return sorted(
        (c.coder, c.facet, c.code, texts[c.document][c.start : c.end] if c.span else None) for c in all_codings(project)
    )


def place(quote: str, text: str = TEXT) -> dict[str, int]:
    return {"start": text.index(quote), "end": text.index(quote) + len(quote)}


def units(quote: str, text: str = TEXT) -> tuple[int, int]:
    """Where a quote lies in UTF-16 units."""
    start = len(text[: text.index(quote)].encode("utf-16-le")) // 2
    return start, start + len(quote.encode("utf-16-le")) // 2
