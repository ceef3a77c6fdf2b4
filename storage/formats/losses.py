"""What a format cannot hold, counted: the loss report that goes with a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from annotator.records import FIRST_ROUND
from annotator.wording import later, say
from storage.formats.dataset import Dataset, Loss

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "coder": later("who coded"),
        "attributes": later("attributes"),
        "memo": later("memos"),
        "certainty": later("certainty"),
        "origin": later("origins"),
        "round": later("rounds"),
        "uuid": later("ids of codings"),
        "meaning_version": later("codebook versions of codings"),
        "created": later("times of coding"),
        "document_codes": later("codes of whole documents"),
        "spans": later("exact ends of some spans"),
        "done": later("done marks"),
        "metadata": later("documents' metadata"),
        "regions": later("regions"),
        "text": later("characters that the format forbids"),
        "codebook": later("the codebook"),
        "names": later("documents' names"),
    }
)
"""Every kind of loss, in the words of the list of formats."""


def sentence(lost: Collection[str], *, partly: Collection[str] = ()) -> str:
    """What a format loses, for `export --list`."""
    words = [say(FIELDS[name]) for name in FIELDS if name in lost]
    words += [say("{lost} in part", lost=say(FIELDS[name])) for name in FIELDS if name in partly]
    text = ", ".join(words)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def counted(dataset: Dataset, lost: Collection[str]) -> list[Loss]:
    """A loss for each kind in `lost` of which this data set holds something."""
    found = []
    for name in FIELDS:
        number = _number(dataset, name) if name in lost else 0
        if number:
            found.append(Loss(name, say("Left out: {lost} ({number:,}).", lost=say(FIELDS[name]), number=number)))
    return found


def _number(dataset: Dataset, name: str) -> int:
    codings, documents = dataset.codings, dataset.documents
    if name == "origin":
        return sum(coding.origin != "imported" for coding in codings)
    if name == "round":
        marks = sum(mark.round != FIRST_ROUND for mark in dataset.completions)
        return marks + sum(coding.round != FIRST_ROUND for coding in codings)
    if name == "meaning_version":
        return sum(coding.meaning_version != dataset.codebook.meaning for coding in codings)
    if name == "certainty":
        return sum(coding.certainty is not None for coding in codings)
    if name == "document_codes":
        return sum(coding.span is None for coding in codings)
    if name == "done":
        return sum(mark.done for mark in dataset.completions)
    if name in ("metadata", "regions"):
        return sum(bool(getattr(document, name)) for document in documents)
    if name in ("attributes", "memo", "uuid", "created", "coder"):
        return sum(bool(getattr(coding, name)) for coding in codings)
    return 0


def summed(losses: Iterable[Loss], *, most: int = 200) -> list[Loss]:
    """At most `most` losses of each kind one by one, the rest as a number."""
    kept: dict[str, list[Loss]] = {}
    more: dict[str, int] = {}
    for loss in losses:
        group = kept.setdefault(loss.field, [])
        if len(group) < most:
            group.append(loss)
        else:
            more[loss.field] = more.get(loss.field, 0) + 1
    for name, number in more.items():
        kept[name].append(
            Loss(name, say("… and {number:,} more of this kind ({lost}).", number=number, lost=say(FIELDS[name])))
        )
    return [loss for group in kept.values() for loss in group]
