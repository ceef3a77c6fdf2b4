"""Results as an agreement run hands them on, made up: believable figures, undefined ones, long and hostile names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random

from annotator.agreement.rows import Disagreement, ResultRow, Results, Table

CODERS = ("Ana Ruiz", "Chloé O’Neil", "Борис")
SCRIPT = "<script>alert('x')</script>"
FORMULA = "=1+1"
NO_VARIATION = "all units carry the same code, so nothing is left to explain by chance"
THREATS = (
    "attack", "planned_attack", "expansion", "spillover", "returning_fighters", "recruitment_defection", "narcotics",
    "a_code_with_a_name_so_long_that_no_column_of_a_table_was_ever_made_for_it", SCRIPT, FORMULA, "$x_1$ & “quoted”",
    "нарушение_границы", "état_d’urgence", "ḥarakat_al_ṣaḥwa", "@sum", "power_vacuum",
)  # fmt: skip
STANCES = ("strong_oppose", "oppose", "neutral", "support", "strong_support")
PROVENANCE: dict[str, object] = {
    "project": {"name": "Border study", "hash": "9f2c4a7be1d0335586aa0c7f21e6b4d8c90f13e2a7754b1de08c6633f1a2b9c4"},
    "codebook": {"name": "regional-security", "meaning": 3, "aids": 7},
    "coders": list(CODERS),
    "documents": 7,
    "filters": {"facets": [], "coders": []},
    "seed": 0,
    "replicates": 2000,
    "software": {"intercoder": "0.1.0", "python": "3.11.7", "numpy": "2.4.6"},
    "chain_heads": {"Ana Ruiz/4f1c": "a4c81e", "Борис/77d0": "0b95f3"},
}


def results(*, documents: int = 7, coders: Sequence[str] = CODERS, actors: int = 30, seed: int = 1) -> Results:
    """Three facets (actor, threat, stance) over `documents` documents; one figure in some twenty is undefined."""
    maker = _Maker(documents=documents, coders=tuple(sorted(coders)), random=Random(seed))
    actor_codes = tuple(f"actor_{number:02}" for number in range(1, actors + 1))
    rows = [
        *maker.facet("actor", actor_codes, quality=0.88),
        *maker.facet("threat", THREATS, quality=0.7),
        *maker.facet("stance", STANCES, quality=0.6),
        *maker.stance(),
    ]
    rows.sort(key=lambda row: row.subset != "all")
    tables = [
        *maker.tables("actor", actor_codes),
        *maker.tables("threat", THREATS),
        *maker.tables("stance", STANCES),
        Table(
            kind="counts", title="Documents by coder", rows=maker.coders, columns=("done", "open"),
            cells=tuple((documents, 0) for _ in maker.coders),
        ),
    ]  # fmt: skip
    warnings = (
        "threat: the code narcotics was used fewer than 10 times (4).",
        f"threat: the code {SCRIPT} was used by one coder only (Борис).",
        "stance: the interval of krippendorff_alpha is wider than .2.",
        "The coders did not complete the same number of documents: 7, 7 and 6.",
    )
    cases = tuple(maker.cases("actor", actor_codes, 12 * documents)) + tuple(
        maker.cases("threat", THREATS, 9 * documents)
    )
    provenance = {**PROVENANCE, "coders": list(maker.coders), "documents": documents}
    return Results(
        rows=tuple(rows), tables=tuple(tables), disagreements=cases, warnings=warnings, provenance=provenance
    )


class _Maker:
    def __init__(self, *, documents: int, coders: tuple[str, ...], random: Random) -> None:
        self.documents = documents
        self.coders = coders
        self.random = random

    def row(
        self,
        facet: str,
        task: str,
        measure: str,
        quality: float,
        *,
        scope: str = "all",
        spread: float = 0.06,
        **more: object,
    ) -> ResultRow:
        value = min(1.0, max(-0.2, self.random.gauss(quality, 0.05)))
        width = abs(self.random.gauss(spread, 0.02)) + 0.01
        fields: dict[str, object] = {
            "value": value, "low": max(-1.0, value - width), "high": min(1.0, value + width), "interval": "jackknife-t",
            "n": self.random.randint(20, 400), "n_documents": self.documents, "coders": self.coders, "coverage": None,
            **more,
        }  # fmt: skip
        if self.random.random() < 0.05 and scope != "all":
            fields.update(value=None, low=None, high=None, interval=None, reason=NO_VARIATION)
        return ResultRow(facet=facet, task=task, measure=measure, scope=scope, **fields)  # type: ignore[arg-type]

    def facet(self, name: str, codes: Sequence[str], *, quality: float) -> Iterator[ResultRow]:
        yield from self.overall(name, quality)
        boot = self.row(name, "category", "krippendorff_alpha", quality, level="nominal", interval="bootstrap")
        yield ResultRow(**{**_fields(boot), "replicates": 2000, "seed": 0})  # type: ignore[arg-type]
        for code in codes:
            about: dict[str, object] = {"scope": f"code:{code}", "code": code}
            yield self.row(name, "category", "krippendorff_alpha", quality, level="nominal", spread=0.12, **about)  # type: ignore[arg-type]
            for measure in ("gwet_ac1", "positive_agreement", "negative_agreement"):
                yield self.row(name, "category", measure, quality + 0.08, low=None, high=None, interval=None, **about)  # type: ignore[arg-type]
            yield self.row(name, "unitizing", "k_u_alpha", quality, coverage=0.8, **about)  # type: ignore[arg-type]
        for pair in combinations(self.coders, 2):
            yield from self.pair(name, pair, codes, quality)
        for number in range(1, self.documents + 1):
            name_of = f"document:{number:03} a piece on the border – part {number}.txt"
            scope: dict[str, object] = {"scope": name_of, "n_documents": 1}
            bare = {"low": None, "high": None, "interval": None}
            yield self.row(name, "spans", "f1_iou50", quality, **scope, **bare)  # type: ignore[arg-type]
            yield self.row(name, "category", "krippendorff_alpha", quality - 0.1, level="nominal", **scope, **bare)  # type: ignore[arg-type]
        for subset in ("offered", "not-offered", *(f"without:{coder}" for coder in self.coders)):
            yield from self.overall(name, quality + (0.05 if subset == "offered" else -0.04), subset=subset)

    def overall(self, name: str, quality: float, *, subset: str = "all") -> Iterator[ResultRow]:
        for measure in ("f1_exact", "f1_iou50", "f1_overlap"):
            yield self.row(name, "spans", measure, quality, subset=subset)
        yield self.row(
            name, "category", "krippendorff_alpha", quality, level="nominal", subset=subset, coverage=0.81,
        )  # fmt: skip
        yield self.row(name, "category", "gwet_ac1", quality + 0.04, subset=subset, interval="gwet")
        yield self.row(name, "category", "percent_agreement", quality + 0.06, subset=subset)
        reason = "Cohen’s kappa is defined for two coders; see the pairs"
        yield self.row(
            name,
            "category",
            "cohen_kappa",
            0,
            subset=subset,
            value=None,
            low=None,
            high=None,
            interval=None,
            reason=reason,
        )
        for measure in ("u_alpha", "bar_u_alpha", "cu_alpha", "alpha_u_1995"):
            yield self.row(name, "unitizing", measure, quality - 0.1, subset=subset)

    def pair(self, name: str, pair: tuple[str, str], codes: Sequence[str], quality: float) -> Iterator[ResultRow]:
        scope = f"pair:{','.join(pair)}"
        for task, measure, level in (
            ("spans", "f1_iou50", None), ("category", "krippendorff_alpha", "nominal"), ("category", "cohen_kappa", None)
        ):  # fmt: skip
            yield self.row(name, task, measure, quality, scope=scope, coders=pair, level=level)
        for code in codes:
            more = {"scope": f"{scope} code:{code}", "code": code, "coders": pair}
            rare = self.random.random() < 0.2
            bare = {"low": None, "high": None, "interval": None}
            for measure, value in (
                ("cohen_kappa", 0.32 if rare else quality), ("pabak", 0.7), ("gwet_ac1", 0.81), ("bias_index", 0.06),
                ("prevalence_index", 0.92 if rare else 0.3), ("percent_agreement", 0.87), ("positive_agreement", 0.6),
                ("negative_agreement", 0.9),
            ):  # fmt: skip
                yield self.row(name, "category", measure, value, **more, **bare)  # type: ignore[arg-type]

    def stance(self) -> Iterator[ResultRow]:
        yield self.row("stance", "stance", "pair_f1", 0.72)
        yield self.row("stance", "stance", "krippendorff_alpha", 0.84, level="ordinal", spread=0.01)
        yield self.row("stance", "stance", "gwet_ac2", 0.88, weights="quadratic", interval="gwet")
        yield self.row("stance", "stance", "direction_agreement", 0.97)
        yield self.row("stance", "stance", "polarity_flip_rate", 0.03)

    def tables(self, facet: str, codes: Sequence[str]) -> Iterator[Table]:
        def cells(scale: int) -> tuple[tuple[int, ...], ...]:
            return tuple(
                tuple(
                    self.random.randint(scale // 2, scale) if one == other else int(self.random.random() < 0.12) * 3
                    for other in codes
                )
                for one in codes
            )

        names = tuple(codes)
        yield Table(
            kind="coincidence", title="Coincidences, all pairs of coders pooled", facet=facet, rows=names, columns=names,
            cells=cells(90),
        )  # fmt: skip
        for pair in combinations(self.coders, 2):
            yield Table(
                kind="confusion", title=f"{pair[0]} (rows) against {pair[1]} (columns)", facet=facet,
                scope=f"pair:{','.join(pair)}", rows=names, columns=names, cells=cells(30),
            )  # fmt: skip
        yield Table(
            kind="acceptance", title="What coders did with the suggestions they saw", facet=facet, rows=self.coders,
            columns=("shown", "accepted", "edited", "acceptance rate"),
            cells=tuple((90, 60, 12, 0.7 + 0.01 * place) for place in range(len(self.coders))),
        )  # fmt: skip
        yield Table(
            kind="boundaries", title="Boundary differences in characters", facet=facet, rows=("begin", "end"),
            columns=("mean", "median", "largest"), cells=((1.25, 0, 41), (2.5, 1, 63)), notes=("Matched spans only.",),
        )  # fmt: skip

    def cases(self, facet: str, codes: Sequence[str], count: int) -> Iterator[Disagreement]:
        kinds = ("missed", "boundary", "code")
        for number in range(count):
            start = self.random.randint(0, 9000)
            kind = kinds[number % 3]
            first = (start, start + 31, codes[number % len(codes)], {"status": "ongoing"})
            other = (start + 2, start + 40, codes[(number + (kind == "code")) % len(codes)], {"status": SCRIPT})
            yield Disagreement(
                facet=facet, kind=kind, document=f"{number % self.documents + 1:03} a piece on the border.txt",
                coders=(self.coders[0], self.coders[1 + number % (len(self.coders) - 1)]), start=start, end=start + 40,
                text="armed men crossed the river “in broad daylight”, a herdsman said", first=first,
                second=None if kind == "missed" else other,
            )  # fmt: skip


def _fields(row: ResultRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ResultRow.__slots__}
