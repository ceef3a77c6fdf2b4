"""The names under which files give the metadata that every document has."""

from __future__ import annotations

_KNOWN = {
    "title": ("title", "headline", "heading", "subject"),
    "source": ("source", "publisher", "outlet", "publication", "newspaper", "site", "sitename", "url", "link"),
    "date": ("date", "published", "pubdate", "publicationdate", "publisheddate", "datepublished", "created", "day"),
    "author": ("author", "authors", "byline", "creator", "writer", "journalist"),
    "language": ("language", "lang", "locale"),
}
_FIELDS = {name: field for field, names in _KNOWN.items() for name in names}
TEXT_FIELDS = (
    "text",
    "body",
    "content",
    "article",
    "fulltext",
    "articletext",
    "articlebody",
    "document",
    "story",
    "maintext",
)
"""The names of a column with the documents' texts, best first, without capitals, spaces and underscores."""


def plain(name: str) -> str:
    """A name without capitals, spaces and signs: "Full Text" and full_text are one."""
    return "".join(character for character in name.casefold() if character.isalnum())


def known_field(name: str) -> str:
    """`title`, `source`, `date`, `author` or `language` for a name that means it, any other name as it is."""
    return _FIELDS.get(plain(name), name.strip())


def gather(pairs: dict[str, str]) -> dict[str, str]:
    """Metadata from columns: of two that mean the same the first wins, and the other keeps its own name."""
    metadata: dict[str, str] = {}
    for name, value in pairs.items():
        if not value:
            continue
        field = known_field(name)
        metadata[field if field not in metadata else name.strip()] = value
    return metadata
