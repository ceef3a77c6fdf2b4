"""What a reader must know beside the figures: counts, warnings, and how coders met the suggestions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.agreement.figure import rounded
from annotator.agreement.intervals import FEWEST_CLUSTERS
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.study_groups import Register
from annotator.agreement.study_view import COUNTED, View
from annotator.records import Decision, Suggestion
from annotator.wording import later, later_count, say, say_count

RARE = 10
PREVALENT = 0.9
WIDE = 0.2
_LISTED = 12
_VERDICTS = ("accepted", "edited", "rejected", "ignored")

_COMPARED = later(
    "the meaning of {codes} changed between versions; codings of it are compared all the same, as was asked."
)
_LEFT_OUT = later("the meaning of {codes} changed between versions; codings of it are left out of every figure.")
_OF_UNITS = {
    "overlapping": later_count(
        "{number} span overlaps another of the same coder; unitizing uses per-code continua then.",
        "{number} spans overlap another of the same coder; unitizing uses per-code continua then.",
    ),
    "merged": later_count(
        "{number} coding repeats a span and code of the same coder; they count once.",
        "{number} codings repeat a span and code of the same coder; they count once.",
    ),
    "several codes": later_count(
        "{number} span carries several codes of one coder, out of the figures on codes.",
        "{number} spans carry several codes of one coder, out of the figures on codes.",
    ),
    "cut": later_count(
        "{number} span reaches into left-out regions, shortened.",
        "{number} spans reach into left-out regions, shortened.",
    ),
    "left out": later_count(
        "{number} coding lies inside left-out regions, out of every figure.",
        "{number} codings lie inside left-out regions, out of every figure.",
    ),
    "not done": later_count(
        "{number} coding is in documents that their coder has not finished, out of every figure.",
        "{number} codings are in documents that their coder has not finished, out of every figure.",
    ),
    "changed": later_count(
        "{number} coding is of codes whose meaning changed.", "{number} codings are of codes whose meaning changed."
    ),
}
"""Count -> what is told of one, and of several."""


@dataclass(slots=True)
class Notices:
    """Gathers, facet by facet, what is counted and warned of."""

    facet: str
    title: str
    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    usage: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    verdicts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    shown: Counter[str] = field(default_factory=Counter)

    def note(self, view: View) -> None:
        for coder, count in view.counts.items():
            self.counts[coder].update(count)
        for coder in view.coders:
            for unit in view.units[coder]:
                self.usage[unit.code][coder] += 1
            for code in view.sets[coder]:
                self.usage[code][coder] += 1

    def decide(
        self, decisions: Iterable[Decision], suggestions: Mapping[str, Suggestion], shown: Mapping[str, frozenset[str]]
    ) -> None:
        """Decisions on the facet's suggestions; of several on one suggestion the last counts."""
        last: dict[tuple[str, str], Decision] = {}
        for decision in sorted(decisions, key=lambda d: d.at):
            if decision.suggestion in suggestions:
                last[decision.coder, decision.suggestion] = decision
        for (coder, _), decision in last.items():
            self.verdicts[coder][decision.verdict] += 1
        for coder, ids in shown.items():
            self.shown[coder] += len(ids & suggestions.keys())

    def tables(self) -> list[Table]:
        return [*self._count_table(), *self._acceptance_table()]

    def _count_table(self) -> list[Table]:
        coders = sorted(self.counts)
        if not coders:
            return []
        return [
            Table(
                kind="counts",
                title=say("What was counted, by coder"),
                facet=self.facet,
                rows=tuple(coders),
                columns=COUNTED,
                cells=tuple(tuple(self.counts[coder][name] for name in COUNTED) for coder in coders),
                notes=(
                    say(
                        "Overlapping: begins before an earlier span of the coder ends. Merged: repeats one of the coder's "
                        "spans with the same code. Cut: shortened at a left-out region. Left out: inside one. Not done: in "
                        "a document that the coder has not finished. Changed: of a code whose meaning changed."
                    ),
                ),
            )
        ]

    def _acceptance_table(self) -> list[Table]:
        coders = sorted({*self.verdicts, *(coder for coder, count in self.shown.items() if count)})
        if not coders:
            return []
        cells = []
        for coder in coders:
            count = self.verdicts[coder]
            decided = count.total()
            rates = (rounded(count[name] / decided) if decided else None for name in _VERDICTS[:3])
            cells.append((self.shown[coder], *(count[name] for name in _VERDICTS), *rates))
        return [
            Table(
                kind="acceptance",
                title=say("What coders did with the suggestions they saw"),
                facet=self.facet,
                rows=tuple(coders),
                columns=("shown", *_VERDICTS, "acceptance rate", "edit rate", "rejection rate"),
                cells=tuple(cells),
                notes=(
                    say("Rates are shares of the suggestions decided, ignored ones included. They are no agreement."),
                ),
            )
        ]

    def warnings(
        self, rows: Sequence[ResultRow], register: Register, changed: Sequence[str], *, compared: bool
    ) -> list[str]:
        told = [*self._of_codes(), *self._of_rows(rows), *self._of_documents(register), *self._of_units()]
        if changed:
            told.append(say(_COMPARED if compared else _LEFT_OUT, codes=_listed(changed)))
        return [say("{facet}: {sentence}", facet=self.title, sentence=sentence) for sentence in told]

    def _of_codes(self) -> list[str]:
        told = []
        rare = sorted(code for code, count in self.usage.items() if count.total() < RARE)
        if rare:
            told.append(
                say(
                    "used fewer than {rare} times: {listed}; figures of these codes mean little.",
                    rare=RARE,
                    listed=_listed(rare),
                )
            )
        active = sum(1 for count in self.counts.values() if count["documents"])
        alone = sorted(code for code, count in self.usage.items() if len(count) == 1)
        if alone and active > 1:
            told.append(say("used by one coder only: {listed}.", listed=_listed(alone)))
        return told

    @staticmethod
    def _of_rows(rows: Sequence[ResultRow]) -> list[str]:
        told = []
        extreme = sorted(
            {
                row.code
                for row in rows
                if row.measure == "prevalence_index"
                and row.subset == "all"
                and (row.value or 0) > PREVALENT
                and row.code
            }
        )
        if extreme:
            told.append(
                say(
                    "prevalence index over {prevalent}: {listed}; kappa and alpha of these codes can be low "
                    "although the coders agree.",
                    prevalent=PREVALENT,
                    listed=_listed(extreme),
                )
            )
        wide = [
            f"{row.measure} ({row.task})"
            for row in rows
            if row.scope == "all" and row.subset == "all" and row.interval == "jackknife-t"
            and row.low is not None and row.high is not None and row.high - row.low > WIDE
        ]  # fmt: skip
        if wide:
            told.append(
                say("intervals wider than {wide}: {listed}.", wide=WIDE, listed=_listed(list(dict.fromkeys(wide))))
            )
        return told

    @staticmethod
    def _of_documents(register: Register) -> list[str]:
        told = []
        finished = {coder: register.finished.get(coder, 0) for coder in sorted(register.coders)}
        if len(set(finished.values())) > 1:
            numbers = ", ".join(f"{coder} {count}" for coder, count in finished.items())
            told.append(say("coders finished unequal numbers of documents ({numbers}).", numbers=numbers))
        shared = len({index for index, *_ in register.together})
        if not shared:
            told.append(say("no document was finished by two coders, so no figure is defined."))
        elif shared < FEWEST_CLUSTERS:
            told.append(
                say_count(
                    shared,
                    "{number:,} shared document is too few for intervals; {least} are the least.",
                    "{number:,} shared documents are too few for intervals; {least} are the least.",
                    least=FEWEST_CLUSTERS,
                )
            )
        return told

    def _of_units(self) -> list[str]:
        total: Counter[str] = Counter()
        for count in self.counts.values():
            total.update(count)
        return [say_count(total[name], *words) for name, words in _OF_UNITS.items() if total[name]]


def _listed(names: Sequence[str]) -> str:
    named, more = ", ".join(names[:_LISTED]), len(names) - _LISTED
    return say("{names} and {more} more", names=named, more=more) if more > 0 else named
