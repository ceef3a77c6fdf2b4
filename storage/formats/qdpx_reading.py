"""REFI-QDA projects in: ours, and those of QualCoder, MAXQDA, ATLAS.ti and NVivo (texts and their codings)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.wording import say
from storage.formats import checks
from storage.formats.archive import Archive
from storage.formats.dataset import Incoming, IncomingDocument, Parcel
from storage.formats.refi_codes import Found, codebook_of, codes_in, local
from storage.formats.xml import parsed

ORIGIN = "Intercoder"
_INTERNAL = "internal://"
_NOT_TAKEN = frozenset(("Cases", "Sets", "Graphs"))


@dataclass(frozen=True, slots=True)
class _Book:
    """What the project says beside its sources. Ids are in small letters, without braces."""

    where: str
    ours: bool
    users: Mapping[str, str]
    codes: Mapping[str, Found]
    variables: Mapping[str, str]
    notes: Mapping[str, str]
    links: Mapping[str, list[tuple[str, str]]]


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    with Archive(path) as archive:
        name = next((n for n in archive.names if n.lower().endswith(".qde")), None)
        if name is None:
            raise FormatError(say("{name} holds no .qde file: it is no REFI-QDA project.", name=path.name))
        where = f"{path.name}, {name}"
        root = parsed(archive.read(name), where)
        book = _book(root, where, archive)
        documents, codings = [], []
        left = {
            say("Left out: {lower}.", lower=local(one).lower())
            for one in root.iter()
            if local(one) in _NOT_TAKEN and len(one)
        }
        if book.links and not book.ours:
            left.add(say("Left out: links."))
        for source in _children(root, "Sources"):
            left |= _left_of(source)
            for text in _texts_of(source):
                document, raw = _document(text, source.get("name") or "", archive, book)
                documents.append(document)
                codings += _codings(text, document, raw, book)
                if any(_is_bare(one) for one in text):
                    left.add(say("Left out: selections without a code."))
    ours = list(book.codes.values())
    return Parcel(codings, (), documents, codebook_of(ours, path.stem) if ours else None, sorted(left))


def _children(root: Any, name: str) -> Iterator[Any]:
    for child in root:
        if local(child) == name:
            yield from (one for one in child if isinstance(one.tag, str))


def _id(element: Any, name: str = "guid") -> str:
    return (element.get(name) or "").strip("{}").lower()


def _texts_of(source: Any) -> list[Any]:
    """The elements that hold a text and its selections: a text source itself, or what a PDF was turned into."""
    if local(source) == "TextSource":
        return [source]
    return [child for child in source if local(child) == "Representation"]


def _left_of(source: Any) -> set[str]:
    """What is said of a source that is not, or not only, a text."""
    kind, texts = local(source), _texts_of(source)
    if not texts:
        return {say("Left out: sources of the kind {kind}; only texts are taken.", kind=kind)}
    marks = {local(child) for child in source} & {"PDFSelection", "PictureSelection", "Coding"}
    return (
        {say("Left out: what is marked on a {kind} itself; only its text is taken.", kind=kind)}
        if source not in texts and marks
        else set()
    )


def _is_bare(element: Any) -> bool:
    return local(element) == "PlainTextSelection" and not any(local(child) == "Coding" for child in element)


def _book(root: Any, where: str, archive: Archive) -> _Book:
    links: dict[str, list[tuple[str, str]]] = {}
    for link in _children(root, "Links"):
        links.setdefault(_id(link, "originGUID"), []).append((link.get("name") or "", _id(link, "targetGUID")))
    contents = {}
    for note in _children(root, "Notes"):
        inside, place = _content(note), note.get("plainTextPath") or ""
        if inside is None and place.startswith(_INTERNAL):
            inside = _member(archive, place.removeprefix(_INTERNAL).lstrip("/"), f"{where}, note {_id(note)}")
        contents[_id(note)] = inside or ""
    return _Book(
        where, root.get("origin") == ORIGIN,
        {_id(user): user.get("name") or user.get("id") or "" for user in _children(root, "Users")},
        {found.guid: found for found in codes_in(root, where)},
        {_id(variable): variable.get("name") or "" for variable in _children(root, "Variables")}, contents, links,
    )  # fmt: skip


def _content(element: Any) -> str | None:
    return next((child.text or "" for child in element if local(child) == "PlainTextContent"), None)


def _document(source: Any, name: str, archive: Archive, book: _Book) -> tuple[IncomingDocument, str]:
    name = name or source.get("name") or f"{_id(source)}.txt"
    where = f"{book.where}, {name}"
    inside, place = _content(source), source.get("plainTextPath")
    if inside is None:
        if not place and source.get("richTextPath"):
            raise FormatError(
                say(
                    "{where}: it holds the text as a rich text only, in which its places can't be found: export it with plain"
                    " texts.",
                    where=where,
                )
            )
        if not place or not place.startswith(_INTERNAL):
            raise FormatError(
                say(
                    "{where}: the text lies at {place!r:.80}; only internal:// sources are taken.",
                    where=where,
                    place=place or say("no place"),
                )
            )
        inside = _member(archive, place.removeprefix(_INTERNAL).lstrip("/"), where)
    metadata = {}
    for held in source:
        if local(held) == "VariableValue":
            parts = {local(part): part for part in held}
            variable = book.variables.get(_id(parts["VariableRef"], "targetGUID")) if "VariableRef" in parts else None
            value = next((part.text or "" for kind, part in parts.items() if kind.endswith("Value")), "")
            if variable and value:
                metadata[variable] = value
    return IncomingDocument(where, name, inside, metadata), inside


def _member(archive: Archive, name: str, where: str) -> str:
    folded = {n.lower(): n for n in archive.names}
    found = folded.get(f"sources/{name}".lower()) or folded.get(name.lower())
    if found is None:
        raise FormatError(say("{where}: the text {name!r:.80} is not in the file.", where=where, name=name))
    try:
        return archive.read(found).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FormatError(say("{where}: the text {name!r:.80} is not UTF-8.", where=where, name=name)) from fault


def _codings(source: Any, document: IncomingDocument, raw: str, book: _Book) -> list[Incoming]:
    selections = [child for child in source if local(child) == "PlainTextSelection"]
    shift = _shift(selections, raw)
    found: list[Incoming] = []
    for selection in selections:
        where = f"{document.where}, selection {_id(selection)}"
        start, end = (_place(where, selection, name) for name in ("startPosition", "endPosition"))
        if not 0 <= start < end:
            raise FormatError(say("{where}: {start} to {end} is no span.", where=where, start=start, end=end))
        memo = next((c.text or "" for c in selection if local(c) == "Description"), "")
        codings = [child for child in selection if local(child) == "Coding"]
        noted = [memo, *_notes_of(selection, book)]
        for coding in codings:
            if book.ours and len(_code(where, coding, book).path) != 1:
                continue  # a value of a choice, which its Link says too
            user = _id(coding, "creatingUser") or _id(selection, "creatingUser")
            found.append(_incoming(where, coding, document, book, user, (shift(start), shift(end)), noted))
    for coding in source:
        if local(coding) == "Coding":
            where = say("{where}, coding {id}", where=document.where, id=_id(coding))
            found.append(_incoming(where, coding, document, book, _id(coding, "creatingUser"), (None, None), []))
    return found


def _place(where: str, element: Any, name: str) -> int:
    text = element.get(name) or ""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise FormatError(
            say("{where}: {name} must be a whole number, not {text!r:.40}.", where=where, name=name, text=text)
        )
    return int(text)


def _shift(selections: list[Any], raw: str) -> Callable[[int], int]:
    """A place in the file's text -> one in the text as it lies there, in code points.

    Some programs write CR LF and count it as one character; some count UTF-16 units. Selections are often named by
    their beginning, which tells; without names the text is taken as it stands.
    """
    readings: list[Sequence[int]] = [range(len(raw) + 1)]
    if "\r\n" in raw:
        readings.append([i for i, c in enumerate(raw) if c != "\r" or raw[i + 1 : i + 2] != "\n"] + [len(raw)])
    if not raw.isascii():
        readings += [_in_units(places, raw) for places in readings]
    best = max(readings, key=lambda places: sum(_named(one, raw, places) for one in selections))  # of equals the first
    return lambda place: best[place] if place < len(best) else place + len(raw)


def _in_units(places: Sequence[int], raw: str) -> list[int]:
    """The same for a program that counts characters beyond the basic plane twice."""
    return [place for place in places for _ in range(1 + (raw[place : place + 1] > "\uffff"))]


def _named(selection: Any, raw: str, places: Sequence[int]) -> bool:
    """Whether a selection is named by the words at its place, if places are read so."""
    name, start = " ".join((selection.get("name") or "").split())[:20], selection.get("startPosition") or ""
    if not name or not start.isascii() or not start.isdigit() or len(start) > 12 or int(start) >= len(places):
        return False
    there = raw[places[int(start)] : places[int(start)] + 60]
    return there[:1] == name[:1] and " ".join(there.split()).startswith(name)


def _code(where: str, coding: Any, book: _Book) -> Found:
    target = next((_id(child, "targetGUID") for child in coding if local(child) == "CodeRef"), "")
    if target not in book.codes:
        if not target:
            raise FormatError(say("{where}: the code of a coding is not in the project's codebook.", where=where))
        raise FormatError(
            say("{where}: the code {target} is not in the project's codebook.", where=where, target=target)
        )
    return book.codes[target]


def _notes_of(element: Any, book: _Book) -> list[str]:
    refs = (_id(child, "targetGUID") for child in element if local(child) == "NoteRef")
    return [book.notes[ref] for ref in refs if ref in book.notes]


def _incoming(
    where: str,
    coding: Any,
    document: IncomingDocument,
    book: _Book,
    user: str,
    span: tuple[int | None, int | None],
    noted: Sequence[str],
) -> Incoming:
    code = _code(where, coding, book)
    attributes = {}
    for name, target in book.links.get(_id(coding), ()):
        if name and target in book.notes:
            attributes[name] = book.notes[target]
        elif name and target in book.codes:
            attributes[name] = book.codes[target].name
    memo = "\n".join(dict.fromkeys(filter(None, [*noted, *_notes_of(coding, book)])))
    return Incoming(
        where, document.name, checks.name_of(where, {"coder": book.users.get(user, "")}, "coder"), *span,
        code.path[0] if book.ours and code.path else "", code.name, attributes if book.ours else {}, document.key,
        memo=memo, foreign=not book.ours, label=code.name, group=code.path[0] if code.path else "",
        uuid=_id(coding), created=checks.moment_of(where, coding.get("creationDateTime") or ""),
    )  # fmt: skip
