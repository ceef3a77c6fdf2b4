"""Reading UIMA CAS, XMI or JSON: ours, with all that we write, and the layers of other tools."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.wording import say
from storage.formats import checks
from storage.formats.cas_layers import foreign_coder, foreign_coding, foreign_name, is_layer
from storage.formats.cas_types import ABOUT, ATTRIBUTE, CODING, FIELDS, LINK, MARK, OF_DOCUMENT, TYPES
from storage.formats.dataset import Incoming, IncomingDocument, IncomingDone, Parcel
from storage.formats.jsonl import item_of
from storage.formats.labels import unidentified
from storage.formats.xml import parsed

_MOST_FILES = 20_000


def reader(suffix: str) -> Callable[[Path, Mapping[str, Any]], Parcel]:
    """What reads a file of this suffix, or a folder of them. Raises FormatError with the file and the place."""

    def read(path: Path, options: Mapping[str, Any]) -> Parcel:
        files = sorted(p for p in path.rglob(f"*{suffix}")) if path.is_dir() else [path]
        if not files or len(files) > _MOST_FILES:
            held, most = len(files), _MOST_FILES
            if not files:
                raise FormatError(
                    say(
                        "{name} holds no {suffix} files; 1 to {most:,} are taken.",
                        name=path.name,
                        most=most,
                        suffix=suffix,
                    )
                )
            raise FormatError(
                say(
                    "{name} holds {held} {suffix} files; 1 to {most:,} are taken.",
                    name=path.name,
                    held=held,
                    most=most,
                    suffix=suffix,
                )
            )
        parcels = [_parcel(file, _load(file, path if path.is_dir() else path.parent, suffix)) for file in files]
        documents = {document.key: document for parcel in parcels for document in parcel.documents}
        return Parcel(
            [item for parcel in parcels for item in parcel.codings],
            [mark for parcel in parcels for mark in parcel.done],
            list(documents.values()),
            notes=sorted({note for parcel in parcels for note in parcel.notes}),
        )

    return read


def _load(file: Path, folder: Path, suffix: str) -> Any:
    import cassis

    raw = checks.bytes_of(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if suffix == ".json":
                checks.parsed(raw, file.name)
                return cassis.load_cas_from_json(BytesIO(raw))
            parsed(raw, file.name)  # refuses entities and document types before the library sees them
            near = [place / TYPES for place in (file.parent, folder) if (place / TYPES).is_file()]
            types = None
            if near:
                described = checks.bytes_of(near[0])
                parsed(described, near[0].name)
                types = cassis.load_typesystem(BytesIO(described))
            return cassis.load_cas_from_xmi(BytesIO(raw), typesystem=types, lenient=True, trusted=True)
    except FormatError:
        raise
    except Exception as fault:
        raise FormatError(
            say(
                "{name} is no CAS that can be read ({kind}: {fault}).",
                name=file.name,
                kind=type(fault).__name__,
                fault=str(fault)[:100],
            )
        ) from fault


def _parcel(file: Path, cas: Any) -> Parcel:
    text = cas.sofa_string
    if not isinstance(text, str):
        raise FormatError(say("{name} holds no text.", name=file.name))
    found = list(cas.select_all_fs())
    about = next((one for one in found if one.type.name == ABOUT), None)
    name = _value(about, "document") or foreign_name(found) or f"{file.name.partition('.')[0]}.txt"
    coder = _value(about, "coder") or foreign_coder(found)
    document = IncomingDocument(
        file.name, name, text, {}, checks.sha256_of(file.name, {"sha256": _value(about, "sha256")})
    )
    links = _links(found)
    codings, done, left = [], [], set()
    for number, one in enumerate(found, start=1):
        where = f"{file.name}, element {number} ({one.type.name})"
        if one.type.name in (CODING, OF_DOCUMENT):
            codings.append(_coding(where, one, document, coder, links[id(one)]))
        elif one.type.name == MARK:
            line = {"facet": _value(one, "facet"), "round": _value(one, "round"), "done": _value(one, "done") == "true"}
            item = item_of(where, {**line, "document": name, "sha256": document.key, "coder": coder})
            if isinstance(item, IncomingDone):
                done.append(item)
        elif one.type.name not in (LINK, ABOUT) and is_layer(one):
            theirs, note = foreign_coding(where, one, document, coder)
            left.add(note)
            if theirs is not None:
                codings.append(theirs)
    return Parcel(codings, done, [document], notes=sorted(left))


def _coding(where: str, one: Any, document: IncomingDocument, coder: str, links: list[tuple[str, str]]) -> Incoming:
    attributes = {
        unidentified(name.removeprefix(ATTRIBUTE)): _value(one, name)
        for name in (feature.name for feature in one.type.all_features)
        if name.startswith(ATTRIBUTE) and _value(one, name)
    }
    for role, code in links:
        attributes.setdefault(role, code)
    line: dict[str, Any] = {name: _value(one, name) for name in FIELDS if _value(one, name)}
    line["meaning_version"] = _number(where, line.pop("meaningVersion", None), int)
    line["certainty"] = _number(where, line.get("certainty"), float)
    start, end = (getattr(one, "begin", None), getattr(one, "end", None)) if one.type.name == CODING else (None, None)
    quote = None if start is None or end is None else document.text[start:end]
    item = item_of(
        where,
        {**line, "document": document.name, "sha256": document.key, "coder": coder, "start": start, "end": end,
         "text": None if quote is None or "\ufffd" in quote else quote, "attributes": attributes},
    )  # fmt: skip
    if not isinstance(item, Incoming):
        raise FormatError(say("{where}: this is no coding.", where=where))
    return item


def _links(found: list[Any]) -> defaultdict[int, list[tuple[str, str]]]:
    """id of a feature structure -> (role, code) of each relation that begins there."""
    links: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for link in found:
        if link.type.name == LINK:
            ends = getattr(link, "Governor", None), getattr(link, "Dependent", None)
            links[id(ends[0])].append((_value(link, "role"), _value(ends[1], "code")))
    return links


def _number(where: str, value: str | None, kind: Callable[[str], float]) -> float | None:
    try:
        return None if value is None else kind(value)
    except ValueError as fault:
        raise FormatError(say("{where}: {value!r:.40} must be a number.", where=where, value=value)) from fault


def _value(one: Any, name: str) -> str:
    value = getattr(one, name, None) if one is not None else None
    return "" if value is None else str(value)
