"""UIMA CAS as XMI and JSON, as INCEpTION takes it: one CAS a document and coder, and the type system beside them.

Offsets in files count UTF-16 units; dkpro-cassis converts them, and every span is compared with its text again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.files import opened
from annotator.records import Coding, Document
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.cas_reading import reader
from storage.formats.cas_types import ABOUT, ATTRIBUTE, CODING, LINK, MARK, OF_DOCUMENT, TYPES, types_of
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Loss, Written
from storage.formats.jsonl import lines
from storage.formats.labels import identifier
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.registry import Format
from storage.formats.xml import safe

Held = Callable[[str, str], str]
_LOST = frozenset({"metadata", "regions"})


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
            draft.write_bytes(types_of(dataset.codebook).to_xml().encode("utf-8"))
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

    types = types_of(codebook)
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
        **{ATTRIBUTE + identifier(n): held(value, "attributes") for n, value in coding.attributes.items()},
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


def _claims(suffix: str) -> Callable[[Path], bool]:
    def claims(path: Path) -> bool:
        if path.is_dir():
            return any(path.glob(f"*{suffix}")) and (path / TYPES).is_file()
        with opened(path) as file:
            return suffix == ".xmi" or b"%FEATURE_STRUCTURES" in file.read(1_000_000)

    return claims


FORMATS = (
    Format(
        "xmi", "UIMA CAS as XMI (INCEpTION), one CAS a document and coder", ".xmi", _writer(".xmi"), reader(".xmi"),
        lost=_LOST, partly=frozenset({"text", "memo", "attributes"}),
        more=later("Characters that XML can't hold (form feeds and the like) become U+FFFD."), folder=True, claims=_claims(".xmi"),
    ),
    Format(
        "casjson", "UIMA CAS as JSON (INCEpTION), one CAS a document and coder", ".json", _writer(".json"),
        reader(".json"), lost=_LOST, folder=True, claims=_claims(".json"),
    ),
)  # fmt: skip
