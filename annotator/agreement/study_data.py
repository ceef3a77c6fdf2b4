"""What a study hands over: its documents, one at a time, with all that its coders did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from annotator.codebook import Codebook
from annotator.records import FIRST_ROUND, Coding, Completion, Decision, Document, Suggestion

_Record = TypeVar("_Record", Coding, Completion, Suggestion, Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDocument:
    """One document with all that its coders did in it.

    `document.regions` are the effective ones: where a region is left out here it is so for every coder.
    `completions`: a facet that a coder has not done is missing, whatever codings are there (those are counted apart).
    `suggestions`: those of this document; `shown`: coder -> ids of the suggestions that were on that coder's screen.
    `assisted`: coder -> True (suggestions were offered in this document) or False (coded unassisted); absent: unknown.
    """

    document: Document
    codings: Sequence[Coding] = ()
    completions: Sequence[Completion] = ()
    suggestions: Sequence[Suggestion] = ()
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    assisted: Mapping[str, bool] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyData:
    """What `analyse` needs. `documents` is read once, in order of the iterable (a generator saves memory).

    `total`: how many documents will come, for progress; 0: ask `len(documents)` where it has one.
    `changed_codes`: (facet, code) whose meaning changed between the codings' versions; their codings are left out with
    a warning unless `compare_changed`. `round`: only codings, completions and decisions of that round count.
    `provenance` is handed through into the results.
    """

    codebook: Codebook
    documents: Iterable[StudyDocument]
    total: int = 0
    changed_codes: frozenset[tuple[str, str]] = frozenset()
    compare_changed: bool = False
    round: str = FIRST_ROUND
    provenance: Mapping[str, object] = field(default_factory=dict)


def study_documents(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    *,
    completions: Iterable[Completion] = (),
    suggestions: Iterable[Suggestion] = (),
    shown: Mapping[tuple[str, str], frozenset[str]] | None = None,
    assisted: Mapping[tuple[str, str], bool] | None = None,
    decisions: Iterable[Decision] = (),
) -> tuple[StudyDocument, ...]:
    """Sort flat lists by document. The keys of `shown` and `assisted` are (document sha256, coder)."""
    order = list(documents)
    of_codings, of_completions = _by_document(codings), _by_document(completions)
    of_suggestions, of_decisions = _by_document(suggestions), _by_document(decisions)
    of_shown: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for (where, coder), ids in (shown or {}).items():
        of_shown[where][coder] = ids
    of_assisted: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for (where, coder), yes in (assisted or {}).items():
        of_assisted[where][coder] = yes
    return tuple(
        StudyDocument(
            document=document,
            codings=of_codings.get(document.sha256, ()),
            completions=of_completions.get(document.sha256, ()),
            suggestions=of_suggestions.get(document.sha256, ()),
            decisions=of_decisions.get(document.sha256, ()),
            shown=of_shown.get(document.sha256, {}),
            assisted=of_assisted.get(document.sha256, {}),
        )
        for document in order
    )


def _by_document(records: Iterable[_Record]) -> dict[str, list[_Record]]:
    grouped: defaultdict[str, list[_Record]] = defaultdict(list)
    for record in records:
        grouped[record.document].append(record)
    return grouped
