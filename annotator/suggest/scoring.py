"""How good suggestions are against what coders did: precision, recall and F1, what both say alike, and each error.

Per facet, code and rule. A facet that names things (others refer to its codes, as stances do to actors) is scored by
exact spans, every other one by units (scoring_units.py). Gold are units of more than half of the coders who finished
the facet in the document; recall is the share of them that suggestions meet, precision the share of suggestions that
meet a unit of any of these coders. By code, a suggestion also has to carry the code that most of the unit's coders gave.
Positions are compared without line breaks, as agreement does; what lies in left-out regions does not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.agreement.continuum import left_out, projection
from annotator.codebook import Attribute, Codebook, Facet
from annotator.records import Coding, Document, Suggestion
from annotator.suggest.scoring_units import Criterion, Item, Unit, Value, gather, meetings, pairs

By: TypeAlias = Literal["all", "code", "kind", "rule"]
"""What a row of scores is about: the facet, a code, a kind of rule ("actors/1 name") or a rule ("actors/1 name:iran")."""
ErrorKind: TypeAlias = Literal["missed", "spurious", "boundary", "code", "attribute"]
ERRORS: tuple[ErrorKind, ...] = ("missed", "spurious", "boundary", "code", "attribute")
CODE, SIDE = "code", "side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one row and the figures that follow. `met`: gold units met; `right`: suggestions that meet any unit.

    `code` is the mean share of a met unit's coders who gave the suggestion's code; None where none is met.
    """

    facet: str
    by: By
    name: str
    criterion: Criterion
    documents: int
    gold: int
    met: int
    suggested: int
    right: int
    code: float | None = None

    @property
    def recall(self) -> float | None:
        """0 to 1; None where there is no gold."""
        return self.met / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """0 to 1; None where nothing was suggested."""
        return self.right / self.suggested if self.suggested else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both, 0 where nothing is met; None without gold, and for rules: none seeks all of it."""
        if self.recall is None or self.by in ("kind", "rule"):
            return None
        precision = self.precision or 0.0
        return 2 * self.recall * precision / (self.recall + precision) if self.recall + precision else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How far suggestions say what coders say, where they meet: of the code, its side, or an attribute.

    `share` is the mean, over the `met` units, of the share of the unit's coders who say the same (nothing is a value
    too). `usual`: of the met gold units, the share where the suggestion says what most of the unit's coders say.
    `agreed`: of those on which all coders say one and the same known value (`agreed_units`), the share that has it.
    All are None without a unit.
    """

    facet: str
    what: str
    met: int
    share: float | None
    gold_met: int
    usual: float | None
    agreed_units: int
    agreed: float | None


Said: TypeAlias = tuple[str, int, int, str, Mapping[str, str]]
"""(coder or source, start, end, code, attributes); offsets in the stored text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionError:
    """A difference between suggestions and coders, [start, end) in the document that is called `document`.

    missed: a gold unit without a suggestion; spurious: a suggestion that no coder has; boundary: both, at places too
    different to meet; code, attribute (`what`): they meet, and most of the unit's coders say something else.
    """

    facet: str
    kind: ErrorKind
    document: str
    start: int
    end: int
    text: str
    what: str = ""
    suggestion: Said | None = None
    coded: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that `Scoring` found. `notes` are plain sentences."""

    scores: tuple[Score, ...]
    alike: tuple[Alike, ...]
    errors: tuple[SuggestionError, ...]
    coders: tuple[str, ...]
    documents: int
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)


def criterion_of(codebook: Codebook, facet: str) -> Criterion:
    """ "exact" for a facet to whose codes attributes refer, "iou50" for the others."""
    named = any(a.type == "code" and a.facet == facet for each in codebook.facets for a in each.attributes)
    return "exact" if named else "iou50"


def rule_kind(source: str) -> str:
    """The source of a suggestion up to its colon: "actors/1 name" of "actors/1 name:iran"."""
    return source.partition(":")[0]


class Scoring:
    """Gathers documents one by one, so that a large project never lies in memory whole."""

    def __init__(self, codebook: Codebook, *, facets: Collection[str] | None = None) -> None:
        self._facets = [
            _FacetScoring(codebook, facet)
            for facet in codebook.facets
            if facet.unit == "span" and (facets is None or facet.name in facets)
        ]
        self._coders: set[str] = set()
        self._documents = 0

    def add(
        self,
        document: Document,
        suggestions: Sequence[Suggestion],
        codings: Sequence[Coding],
        *,
        done: Mapping[str, Collection[str]],
    ) -> None:
        """One document. `done`: facet -> the coders who finished it; a facet without an entry does not count here."""
        places = _Places(document)
        counted = False
        for scoring in self._facets:
            coders = frozenset(done.get(scoring.facet.name, ()))
            if not coders:
                continue
            counted = True
            self._coders |= coders
            name = scoring.facet.name
            offered = [(s, s.source) for s in suggestions if s.facet == name]
            coded = [(c, c.coder) for c in codings if c.facet == name and c.coder in coders]
            scoring.add(document, places.items(offered), places.items(coded), coders=len(coders))
        self._documents += counted

    def result(self, *, notes: Iterable[str] = (), provenance: Mapping[str, object] | None = None) -> Evaluation:
        counted = [scoring for scoring in self._facets if scoring.documents]
        return Evaluation(
            tuple(row for scoring in counted for row in scoring.scores()),
            tuple(row for scoring in counted for row in scoring.alike()),
            tuple(error for scoring in counted for error in scoring.errors),
            tuple(sorted(self._coders)),
            self._documents,
            tuple(notes),
            dict(provenance or {}),
        )


class _Places:
    """Where spans of a document lie on its continuum."""

    def __init__(self, document: Document) -> None:
        self._continuum, self._outside = projection(document), left_out(document)

    def items(self, records: Iterable[tuple[Suggestion | Coding, str]]) -> list[Item]:
        """The records' places; those inside left-out regions are gone."""
        found = []
        for record, who in records:
            if record.start is None or record.end is None:
                continue
            start, end = self._continuum.place(record.start), self._continuum.place(record.end)
            if end > start and self._outside.place(record.end) > self._outside.place(record.start):
                score = record.score if isinstance(record, Suggestion) else 1.0
                found.append(Item(start, end, record.code, record.attributes, who, record.start, record.end, score))
        return found


@dataclass(slots=True)
class _Count:
    gold: int = 0
    met: int = 0
    suggested: int = 0
    right: int = 0
    shares: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Same:
    shares: list[float] = field(default_factory=list)
    usual: list[bool] = field(default_factory=list)
    agreed: list[bool] = field(default_factory=list)


class _FacetScoring:
    """One facet on its way."""

    def __init__(self, codebook: Codebook, facet: Facet) -> None:
        self.facet = facet
        self.documents = 0
        self.errors: list[SuggestionError] = []
        self._criterion = criterion_of(codebook, facet.name)
        self._counts: defaultdict[tuple[By, str], _Count] = defaultdict(_Count)
        self._counts["all", ""] = _Count()
        self._values = _values(codebook, facet)
        self._same = {what: _Same() for what in self._values}

    def add(self, document: Document, offered: Sequence[Item], coded: Sequence[Item], *, coders: int) -> None:
        """Score one document; `coders`: how many finished it."""
        self.documents += 1
        before = len(self.errors)
        units = gather(coded, criterion=self._criterion)
        gold = {number for number, unit in enumerate(units) if 2 * len(unit.coders) > coders}
        met = meetings(offered, units, criterion=self._criterion)
        for number in gold:
            self._count("all", "").gold += 1
            self._count("code", _usual_code(units[number])).gold += 1
        for number, item in enumerate(offered):
            self._note(item, units[met[number]] if number in met else None, gold=met.get(number) in gold)
            if met.get(number) in gold:
                self._compare(document, item, units[met[number]])
        self._differences(document, offered, units, gold, met)
        self.errors[before:] = sorted(self.errors[before:], key=lambda e: (e.start, e.end, e.kind, e.what))

    def _count(self, by: By, name: str) -> _Count:
        return self._counts[by, name]

    def _note(self, item: Item, unit: Unit | None, *, gold: bool) -> None:
        """Count a suggestion in all rows that it belongs to, with the unit that it meets."""
        rows = [self._count("all", ""), self._count("kind", rule_kind(item.who)), self._count("rule", item.who)]
        for row in [*rows, self._count("code", item.code)]:
            row.suggested += 1
        if unit is None:
            return
        share = unit.share(_code, item.code)
        for row in rows:
            row.right += 1
            row.met += gold
            row.shares.append(share)
        named = item.code in unit.usual(_code)
        self._count("code", item.code).right += named
        self._count("code", item.code).shares.append(share)
        self._count("code", _usual_code(unit)).met += gold and named
        for what, (value, known) in self._values.items():
            same, said = self._same[what], value(item)
            same.shares.append(unit.share(value, said))
            if gold:
                same.usual.append(said in unit.usual(value))
                agreed = unit.common(value)
                if agreed is not None and (known is None or agreed in known):
                    same.agreed.append(said == agreed)

    def _compare(self, document: Document, item: Item, unit: Unit) -> None:
        """Errors of code or attributes where a suggestion meets a gold unit."""
        if item.code not in unit.usual(_code):
            self._error("code", document, item, unit)
            return
        for attribute in self.facet.attributes:
            value = _attribute(attribute.name)
            if value(item) not in unit.usual(value):
                self._error("attribute", document, item, unit, what=attribute.name)

    def _differences(
        self, document: Document, offered: Sequence[Item], units: Sequence[Unit], gold: set[int], met: Mapping[int, int]
    ) -> None:
        """What was missed, is spurious, or lies at places too different to meet."""
        open_items = [number for number in range(len(offered)) if number not in met]
        taken = set(met.values())
        open_units = [number for number in range(len(units)) if number not in taken]
        near = pairs([offered[n] for n in open_items], [units[n] for n in open_units], least=0.0)
        beside = {open_items[one]: open_units[other] for one, other, _ in near}
        for number in open_items:
            if number in beside:
                self._error("boundary", document, offered[number], units[beside[number]])
            else:
                self._error("spurious", document, offered[number], None)
        for number in sorted(gold - taken - set(beside.values())):
            self._error("missed", document, None, units[number])

    def _error(
        self, kind: ErrorKind, document: Document, item: Item | None, unit: Unit | None, *, what: str = ""
    ) -> None:
        shown = item if item is not None else min(unit.items if unit else (), key=lambda i: (i.first, -i.last))
        self.errors.append(
            SuggestionError(
                facet=self.facet.name,
                kind=kind,
                document=document.name,
                start=shown.first,
                end=shown.last,
                text=document.text[shown.first : shown.last],
                what=what,
                suggestion=_said(item) if item else None,
                coded=tuple(_said(each) for each in unit.items) if unit else (),
            )
        )

    def scores(self) -> list[Score]:
        """The facet's rows: all, codes in the codebook's order, kinds of rule and rules by name."""
        order = {code.name: number for number, code in enumerate(self.facet.codes)}
        ways: tuple[By, ...] = ("all", "code", "kind", "rule")
        keys = sorted(self._counts, key=lambda key: (ways.index(key[0]), order.get(key[1], len(order)), key[1]))
        total = self._counts["all", ""].gold
        return [
            Score(
                facet=self.facet.name,
                by=by,
                name=name,
                criterion=self._criterion,
                documents=self.documents,
                gold=total if by in ("kind", "rule") else count.gold,
                met=count.met,
                suggested=count.suggested,
                right=count.right,
                code=_mean(count.shares),
            )
            for by, name in keys
            for count in [self._counts[by, name]]
        ]

    def alike(self) -> list[Alike]:
        return [
            Alike(
                facet=self.facet.name,
                what=what,
                met=len(same.shares),
                share=_mean(same.shares),
                gold_met=len(same.usual),
                usual=_mean(same.usual),
                agreed_units=len(same.agreed),
                agreed=_mean(same.agreed),
            )
            for what, same in self._same.items()
        ]


def error_counts(errors: Iterable[SuggestionError]) -> Counter[tuple[str, ErrorKind, str]]:
    """(facet, kind, attribute) -> how many."""
    return Counter((error.facet, error.kind, error.what) for error in errors)


def _values(codebook: Codebook, facet: Facet) -> dict[str, tuple[Value, frozenset[str] | None]]:
    """What is compared in a facet: code, side, attributes; with the values that count as known (None: all)."""
    found: dict[str, tuple[Value, frozenset[str] | None]] = {CODE: (_code, None)}
    if facet.ordinal:
        sides = {code.name: _side(place, len(facet.codes)) for place, code in enumerate(facet.codes)}
        found[SIDE] = (lambda item: sides.get(item.code), None)
    for attribute in facet.attributes:
        what = f"attribute {attribute.name}" if attribute.name in (CODE, SIDE) else attribute.name
        found[what] = (_attribute(attribute.name), _known(codebook, attribute))
    return found


def _attribute(name: str) -> Value:
    return lambda item: item.attributes.get(name)


def _known(codebook: Codebook, attribute: Attribute) -> frozenset[str] | None:
    """The codes that an attribute may name; free text is no known value."""
    referred = codebook.facet(attribute.facet) if attribute.type == "code" else None
    return frozenset(code.name for code in referred.codes) | set(attribute.also) if referred else None


def _side(place: int, codes: int) -> int:
    """Of an ordered scale: -1 below its middle, 0 on it, 1 above."""
    return (2 * place > codes - 1) - (2 * place < codes - 1)


def _code(item: Item) -> str:
    return item.code


def _usual_code(unit: Unit) -> str:
    return min(map(str, unit.usual(_code)))


def _said(item: Item) -> Said:
    return item.who, item.first, item.last, item.code, dict(sorted(item.attributes.items()))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
