"""What a file's offsets count: characters, UTF-16 units or bytes, told by its quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from annotator.errors import FormatError
from annotator.offsets import Offsets, Unit
from annotator.wording import later, say
from storage.formats.dataset import Incoming, Parcel
from ui.workflows.incoming_texts import Item

OPTION: Mapping[str, Unit] = {"code-points": "code points", "utf-16": "utf-16", "bytes": "bytes"}
"""What `--offsets` may say -> the unit it means."""


_WORDS: Mapping[Unit, str] = {
    "code points": later("characters"),
    "utf-16": later("UTF-16 units"),
    "bytes": later("UTF-8 bytes"),
}


def check_unit(parcel: Parcel, text_of: Callable[[Item], str], *, unit: Unit) -> None:
    """Raise FormatError if the file's quotes fit, as a whole, only where its offsets count something else.

    Said before anything else is: one shifted quote alone would read like a slip of one line.
    """
    by_document: defaultdict[tuple[str, str], list[Incoming]] = defaultdict(list)
    for item in parcel.codings:
        if item.text is not None and item.start is not None and item.end is not None:
            by_document[item.sha256, item.document].append(item)
    for items in by_document.values():
        text = text_of(items[0])
        quotes = [(item.start, item.end, item.text) for item in items]
        if all(text[a:b] == quote for a, b, quote in quotes) or text.isascii():
            continue
        fits = Offsets(text).recognise([(a, b, q) for a, b, q in quotes if a is not None and b is not None and q])
        if fits is None or fits == unit:
            continue
        option = next(name for name, meant in OPTION.items() if meant == fits)
        first = next((item for item, (a, b, q) in zip(items, quotes, strict=True) if text[a:b] != q), items[0])
        raise FormatError(
            say(
                "{where}: the offsets in {document} count {fitting}, not {meant}:"
                " import with --offsets {option} to convert them.",
                where=first.where,
                document=first.document,
                fitting=say(_WORDS[fits]),
                meant=say(_WORDS[unit]),
                option=option,
            )
        )
