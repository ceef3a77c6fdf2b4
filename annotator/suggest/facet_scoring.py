"""Scoring one facet: documents one by one, then its rows, what is said alike and its errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.codebook import Codebook, Facet
from annotator.records import Document
from annotator.suggest.compared_values import attribute_value, code_of, compared, usual_code
from annotator.suggest.evaluation import Alike, By, ErrorKind, Said, Score, SuggestionError, rule_kind
from annotator.suggest.scoring_units import Criterion, Item, Unit, gather, meetings, pairs


def criterion_of(codebook: Codebook, facet: str) -> Criterion:
    """ "exact" for a facet to whose codes attributes refer, "iou50" for the others."""
    named = any(a.type == "code" and a.facet == facet for each in codebook.facets for a in each.attributes)
    return "exact" if named else "iou50"


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


class FacetScoring:
    """One facet on its way."""

    def __init__(self, codebook: Codebook, facet: Facet) -> None:
        self.facet = facet
        self.documents = 0
        self.errors: list[SuggestionError] = []
        self._criterion = criterion_of(codebook, facet.name)
        self._counts: defaultdict[tuple[By, str], _Count] = defaultdict(_Count)
        self._counts["all", ""] = _Count()
        self._values = compared(codebook, facet)
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
            self._count("code", usual_code(units[number])).gold += 1
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
        share = unit.share(code_of, item.code)
        for row in rows:
            row.right += 1
            row.met += gold
            row.shares.append(share)
        named = item.code in unit.usual(code_of)
        self._count("code", item.code).right += named
        self._count("code", item.code).shares.append(share)
        self._count("code", usual_code(unit)).met += gold and named
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
        if item.code not in unit.usual(code_of):
            self._error("code", document, item, unit)
            return
        for attribute in self.facet.attributes:
            value = attribute_value(attribute.name)
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


def _said(item: Item) -> Said:
    return item.who, item.first, item.last, item.code, dict(sorted(item.attributes.items()))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
