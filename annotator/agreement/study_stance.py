"""Task `stance`: directed pairs, their direction and their valence; see stance.py for the measures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

import numpy as np

from annotator.agreement.alpha import alpha_of_coincidences, alpha_of_parts, alpha_parts
from annotator.agreement.draws import Draws
from annotator.agreement.figure import Floats, ratio, rounded
from annotator.agreement.fleiss_family import coefficient_of_units, units_of_gwet
from annotator.agreement.row_maker import RowMaker
from annotator.agreement.rows import ResultRow, Table
from annotator.agreement.stance import Pair, Resolver, position, resolver
from annotator.agreement.stance_pairs import MIXED, PairsOfDocument, counted, grid_of
from annotator.agreement.study_groups import Group, Register
from annotator.agreement.study_view import Unit, View
from annotator.agreement.tallies import MISSING, category_counts, coincidences
from annotator.agreement.weights import agreement_weights
from annotator.agreement.where import About, Where
from annotator.codebook import Codebook, Facet
from annotator.wording import later, say, say_count

NO_PAIRS = later("No coder found a directed pair, so there is nothing to compare.")
NOT_BOTH = later("No unordered pair was found by two coders, so no directions can be compared.")
NO_VALENCES = later("No directed pair has a valence of two coders, so there is nothing to compare.")
ONE_VALENCE = later("All valences are the same, so chance agreement cannot be told from agreement.")
ALL_NEUTRAL = later("On no shared pair do both coders take a side, so no side could be flipped.")


def is_stance(facet: Facet) -> bool:
    """Whether a facet codes directed stances: ordered codes, and codes as holder and target."""
    parties = (facet.attribute("holder"), facet.attribute("target"))
    return facet.unit == "span" and facet.ordinal and all(a is not None and a.type == "code" for a in parties)


@dataclass(slots=True)
class StanceTask:
    facet: Facet
    codebook: Codebook
    register: Register
    _resolvers: tuple[Resolver, Resolver] = field(init=False)
    _documents: dict[int, PairsOfDocument] = field(default_factory=dict)
    _counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def __post_init__(self) -> None:
        holder, target = self.facet.attribute("holder"), self.facet.attribute("target")
        assert holder is not None
        assert target is not None
        self._resolvers = (resolver(holder, self.codebook), resolver(target, self.codebook))

    def add(self, view: View) -> None:
        order = [code.name for code in self.facet.codes]
        valences: dict[str, dict[Pair, int]] = {}
        resolved: dict[Pair, bool] = {}
        seen: dict[Pair, set[str]] = defaultdict(set)
        for coder in view.coders:
            found: dict[Pair, list[int]] = defaultdict(list)
            met: set[tuple[int, int, str, Pair]] = set()
            for unit in view.units[coder]:
                named = self._pair(unit, coder)
                if named is None or unit.code not in order:
                    continue
                pair, known = named
                if (unit.start, unit.end, unit.code, pair) in met:
                    continue  # a coding that is repeated is one stance
                met.add((unit.start, unit.end, unit.code, pair))
                found[pair].append(order.index(unit.code))
                resolved[pair] = known
                for offer in view.offers:
                    if offer.start < unit.end and unit.start < offer.end:
                        seen[pair] |= offer.seen
            own = {pair: position(all_, steps=len(order), resolved=True).valence for pair, all_ in found.items()}
            valences[coder] = {pair: MIXED if valence is None else valence for pair, valence in own.items()}
            self._counts[coder]["pairs"] += len(own)
            self._counts[coder]["mixed"] += sum(valence is None for valence in own.values())
            self._counts[coder]["unresolved pairs"] += sum(not resolved[pair] for pair in own)
        pairs = sorted(resolved)
        self._documents[view.index] = PairsOfDocument(
            view.index,
            view.coders,
            pairs,
            [resolved[pair] for pair in pairs],
            valences,
            {pair: frozenset(coders) for pair, coders in seen.items()},
            {coder: yes for coder, yes in view.assisted.items() if coder in view.coders},
        )

    def _pair(self, unit: Unit, coder: str) -> tuple[Pair, bool] | None:
        """(holder, target) and whether both are codes; None where one is not given."""
        self._counts[coder]["stances"] += 1
        values = unit.attributes.get("holder"), unit.attributes.get("target")
        if not values[0] or not values[1]:
            self._counts[coder]["holder or target not given"] += 1
            return None
        holder, target = self._resolvers[0].party(values[0]), self._resolvers[1].party(values[1])
        return (holder.name, target.name), holder.resolved and target.resolved

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]:
        maker = RowMaker(self.facet.name, "stance", draws)
        scale = len(self.facet.codes)
        groups = list(self.register.groups(spans=True))
        for group in groups:
            self._group(maker, group, scale, only_resolved=False)
            self.register.through(group)
        unresolved = any(not known for document in self._documents.values() for known in document.resolved)
        if unresolved:
            for group in groups:
                if group.where.subset == "all" and group.document is None:
                    where = replace(group.where, subset="resolved", replicated=False)
                    self._group(maker, replace(group, where=where), scale, only_resolved=True)
        return maker.rows, [*self._count_table(), *maker.share_tables()]

    def _group(self, maker: RowMaker, group: Group, scale: int, *, only_resolved: bool) -> None:
        documents = self.register.documents(group).tolist()
        grids = [grid_of(self._documents[index], group, only_resolved=only_resolved) for index in documents]
        if group.offered is not None:  # a document without a pair of the subset is none of its documents
            grids = [(grid, units) for grid, units in grids if units]
        counts = np.zeros((len(grids), 6))  # 2 x shared, found, equal directions, both found, flips, sides taken
        coincident = np.zeros((len(grids), scale, scale))
        weights = agreement_weights("quadratic", np.arange(scale))
        gwet = np.zeros((len(grids), 3 + scale))
        nominal = np.zeros((len(grids), 1 + scale))
        for row, (grid, units) in enumerate(grids):
            counts[row] = counted(grid, units, scale)
            rated = category_counts(np.where(grid < 0, MISSING, grid), scale)
            gwet[row] = units_of_gwet(rated, weights).sum(axis=0)
            nominal[row] = alpha_parts(rated, 1 - np.eye(scale)).sum(axis=0)
            coincident[row] = coincidences(rated)
        total = counts.sum(axis=0)
        where = group.where
        maker.add(
            "pair_f1", where, counts[:, :2], lambda s: ratio(s[..., 0], s[..., 1]),
            About(n=total[1], low=0.0, reason=say(NO_PAIRS)),
        )  # fmt: skip
        maker.add(
            "direction_agreement", where, counts[:, 2:4], lambda s: ratio(s[..., 0], s[..., 1]),
            About(n=total[3], low=0.0, reason=say(NOT_BOTH)),
        )  # fmt: skip
        self._valence_rows(maker, where, coincident, nominal, gwet, scale)
        maker.add(
            "polarity_flip_rate", where, counts[:, 4:], lambda s: ratio(s[..., 0], s[..., 1]),
            About(n=total[5], low=0.0, reason=say(ALL_NEUTRAL)),
        )  # fmt: skip

    @staticmethod
    def _valence_rows(
        maker: RowMaker, where: Where, coincident: Floats, nominal: Floats, gwet: Floats, scale: int
    ) -> None:
        weights = agreement_weights("quadratic", np.arange(scale))
        pairable = gwet[:, 1].sum()
        rated = gwet[:, 2].sum()
        about = About(
            n=pairable,
            coverage=pairable / rated if rated else None,
            reason=say(ONE_VALENCE) if pairable else say(NO_VALENCES),
        )
        maker.add(
            "krippendorff_alpha", where, coincident.reshape(len(coincident), scale * scale),
            lambda s: alpha_of_coincidences(s.reshape(*s.shape[:-1], scale, scale), level="ordinal"),
            replace(about, level="ordinal"),
        )  # fmt: skip
        maker.add(
            "gwet_ac2", where, gwet, lambda s: coefficient_of_units(s, chance="gwet", weights=weights),
            replace(about, level="ordinal", weights="quadratic"),
        )  # fmt: skip
        differ = 1 - np.eye(scale)
        maker.add(
            "krippendorff_alpha", where, nominal, lambda s: alpha_of_parts(s, differ), replace(about, level="nominal")
        )

    def _count_table(self) -> list[Table]:
        columns = ("stances", "holder or target not given", "pairs", "mixed", "unresolved pairs", "unresolved share")
        coders = sorted(self._counts)
        cells = []
        for coder in coders:
            count = self._counts[coder]
            share = rounded(count["unresolved pairs"] / count["pairs"]) if count["pairs"] else None
            cells.append((*(count[name] for name in columns[:-1]), share))
        if not coders:
            return []
        return [
            Table(
                kind="counts",
                title=say("Directed pairs by coder"),
                facet=self.facet.name,
                rows=tuple(coders),
                columns=columns,
                cells=tuple(cells),
                notes=(
                    say(
                        "Mixed: coded with both sides; kept in pairs and directions, left out of valences. Unresolved: "
                        "holder or target is no code, its name or an alias; compared as normalised text, and left out in "
                        "the subset `resolved`."
                    ),
                ),
            )
        ]

    def warnings(self) -> list[str]:
        mixed = sum(count["mixed"] for count in self._counts.values())
        absent = sum(count["holder or target not given"] for count in self._counts.values())
        told = []
        if mixed:
            told.append(
                say_count(
                    mixed,
                    "{number:,} directed pair is mixed (both sides coded) and stays out of the valence figures.",
                    "{number:,} directed pairs are mixed (both sides coded) and stay out of the valence figures.",
                )
            )
        if absent:
            told.append(
                say_count(
                    absent,
                    "{number:,} stance has no holder or no target and stays out of the figures on pairs.",
                    "{number:,} stances have no holder or no target and stay out of the figures on pairs.",
                )
            )
        return told
