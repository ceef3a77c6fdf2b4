"""UIMA CAS as XMI and JSON, as INCEpTION takes it: one CAS a document and coder, and the type system beside them.

Offsets in files count UTF-16 units; dkpro-cassis converts them, and every span is compared with its text again.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.files import opened
from annotator.records import Coding, Document
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.cas_layers import foreign_coder, foreign_coding, foreign_name, is_layer
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Incoming, IncomingDocument, IncomingDone, Loss, Parcel, Written
from storage.formats.jsonl import item_of, lines
from storage.formats.labels import identifier, unidentified
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.registry import Format
from storage.formats.xml import parsed, safe

CODING, OF_DOCUMENT = "webanno.custom.Coding", "webanno.custom.DocumentCoding"
LINK, MARK, ABOUT = "webanno.custom.CodingLink", "webanno.custom.DoneMark", "webanno.custom.CodingSource"
TYPES = "TypeSystem.xml"
_FIELDS = ("facet", "code", "memo", "certainty", "origin", "round", "uuid", "meaningVersion", "created")
_ATTRIBUTE = "a_"
"""Features of attributes are named a_NAME, so that none can clash with another feature."""
Held = Callable[[str, str], str]
_LOST = frozenset({"metadata", "regions"})
_MOST_FILES = 20_000


def _types(codebook: Codebook) -> Any:
    from cassis import TypeSystem

    types = TypeSystem()
    text, annotation, base = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.AnnotationBase"
    names = sorted({a.name for facet in codebook.facets for a in facet.attributes})
    for kind, parent in ((CODING, annotation), (OF_DOCUMENT, base)):
        made = types.create_type(name=kind, supertypeName=parent)
        for name in (*_FIELDS, *(_ATTRIBUTE + identifier(name) for name in names)):
            types.create_feature(made, name, text)
    coding = types.get_type(CODING)
    link = types.create_type(name=LINK, supertypeName=annotation)
    types.create_feature(link, "Governor", coding)
    types.create_feature(link, "Dependent", coding)
    types.create_feature(link, "role", text)
    mark = types.create_type(name=MARK, supertypeName=base)
    about = types.create_type(name=ABOUT, supertypeName=base)
    for made, features in ((mark, ("facet", "round", "done")), (about, ("document", "sha256", "coder"))):
        for name in features:
            types.create_feature(made, name, text)
    return types


def _writer(suffix: str) -> Callable[[Dataset, Path, Mapping[str, Any]], Written]:
    def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
        make_folder(path)
        losses, files = counted(dataset.checked(), _LOST), []
        held = _Holder(losses) if suffix == ".xmi" else _as_it_is
        marks: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for line in lines(dataset):
            if "done" in line:
                marks.setdefault((line["sha256"], line["coder"]), []).append(line)
        numbers = {coder: number for number, coder in enumerate(dataset.coders(), start=1)}
        for document, coder, codings in dataset.work():
            cas = _cas(document, coder, codings, marks.get((document.sha256, coder), []), dataset.codebook, held)
            files.append(path / f"{document.sha256[:16]}.{numbers[coder]}{suffix}")
            with replacing(files[-1]) as draft:
                draft.write_bytes((cas.to_xmi() if suffix == ".xmi" else cas.to_json()).encode("utf-8"))
        with replacing(path / TYPES) as draft:
            draft.write_bytes(_types(dataset.codebook).to_xml().encode("utf-8"))
        return Written([*files, path / TYPES], losses)

    return write


def _cas(
    document: Document,
    coder: str,
    codings: list[Coding],
    marks: list[dict[str, Any]],
    codebook: Codebook,
    held: Held,
) -> Any:
    from cassis import Cas

    types = _types(codebook)
    cas = Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = held(document.text, "text"), "text/plain"
    name = held(document.name, "text")
    cas.add(types.get_type(ABOUT)(document=name, sha256=document.sha256, coder=held(coder, "text")))
    made = {}
    for coding in codings:
        features = _features(coding, held)
        if coding.span:
            found = types.get_type(CODING)(begin=coding.start, end=coding.end, **features)
            cas.add(found)
            if found.get_covered_text() != cas.sofa_string[coding.start : coding.end]:
                raise FormatError(
                    say(
                        "{name}: the span {start} to {end} could not be placed.",
                        name=document.name,
                        start=coding.start,
                        end=coding.end,
                    )
                )
            made[coding.uuid] = found
        else:
            cas.add(types.get_type(OF_DOCUMENT)(**features))
    mentions = Mentions(codings)
    for coding in codings:
        for role, mention in arguments(coding, mentions, codebook):
            ends = {"Governor": made[coding.uuid], "Dependent": made[mention.uuid]}
            cas.add(types.get_type(LINK)(begin=coding.start, end=coding.end, role=role, **ends))
    for mark in marks:
        done = str(mark["done"]).lower()
        cas.add(types.get_type(MARK)(facet=mark["facet"], round=mark["round"], done=done))
    return cas


def _features(coding: Coding, held: Held) -> dict[str, str]:
    given = {
        "facet": coding.facet, "code": coding.code, "memo": held(coding.memo, "memo"), "origin": coding.origin,
        "certainty": "" if coding.certainty is None else repr(coding.certainty), "round": coding.round,
        "uuid": coding.uuid, "meaningVersion": str(coding.meaning_version), "created": coding.created,
        **{_ATTRIBUTE + identifier(n): held(value, "attributes") for n, value in coding.attributes.items()},
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


def _as_it_is(text: str, field: str) -> str:
    return text


class _Holder:
    """What XML can hold of a text; what it can't is noted as a loss of that field."""

    def __init__(self, losses: list[Loss]) -> None:
        self._losses = losses

    def __call__(self, text: str, field: str) -> str:
        held = safe(text)
        if held != text:
            self._losses.append(
                Loss(field, say("Characters that XML can't hold became U+FFFD in {held!r}.", held=held[:60]))
            )
        return held


def _reader(suffix: str) -> Callable[[Path, Mapping[str, Any]], Parcel]:
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
        unidentified(name.removeprefix(_ATTRIBUTE)): _value(one, name)
        for name in (feature.name for feature in one.type.all_features)
        if name.startswith(_ATTRIBUTE) and _value(one, name)
    }
    for role, code in links:
        attributes.setdefault(role, code)
    line: dict[str, Any] = {name: _value(one, name) for name in _FIELDS if _value(one, name)}
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


def _claims(suffix: str) -> Callable[[Path], bool]:
    def claims(path: Path) -> bool:
        if path.is_dir():
            return any(path.glob(f"*{suffix}")) and (path / TYPES).is_file()
        with opened(path) as file:
            return suffix == ".xmi" or b"%FEATURE_STRUCTURES" in file.read(1_000_000)

    return claims


FORMATS = (
    Format(
        "xmi", "UIMA CAS as XMI (INCEpTION), one CAS a document and coder", ".xmi", _writer(".xmi"), _reader(".xmi"),
        lost=_LOST, partly=frozenset({"text", "memo", "attributes"}),
        more=later("Characters that XML can't hold (form feeds and the like) become U+FFFD."), folder=True, claims=_claims(".xmi"),
    ),
    Format(
        "casjson", "UIMA CAS as JSON (INCEpTION), one CAS a document and coder", ".json", _writer(".json"),
        _reader(".json"), lost=_LOST, folder=True, claims=_claims(".json"),
    ),
)  # fmt: skip
