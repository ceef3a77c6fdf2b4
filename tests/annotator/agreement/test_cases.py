"""Published and cross-checked worked examples (tests/data/agreement/cases.json), each within its tolerance."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.agreement import coefficients, fleiss_family, matching, sets, unitizing
from annotator.agreement.alpha import krippendorff_alpha
from annotator.agreement.alpha_u_1995 import disagreement
from annotator.agreement.figure import Figure
from annotator.agreement.intervals import t_interval
from annotator.agreement.tallies import MISSING, category_counts, ratings_of_table
from annotator.agreement.weights import Level, agreement_weights, weights_of_disagreement

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parents[2] / "data/agreement/cases.json").read_text())["cases"]
}
Found = dict[str, Any]


def numbered(case: Found) -> tuple[np.ndarray, list[Any]]:
    rows = case["data"]["ratings"]
    seen = sorted({cell for row in rows for cell in row if cell is not None})
    categories = case["params"].get("categories", seen)
    return np.array([[MISSING if c is None else categories.index(c) for c in row] for row in rows]), categories


def alpha(case: Found) -> Found:
    levels = case["params"]["level"]
    if levels == "masi":
        ratings = [[None if c is None else frozenset(c) for c in row] for row in case["data"]["ratings"]]
        return {"value": sets.alpha_masi(ratings).value}
    codes, values = numbered(case)
    wanted: list[Level] = levels if isinstance(levels, list) else [levels]
    found: Found = {level: krippendorff_alpha(codes, len(values), level=level, scores=values).value for level in wanted}
    return {"value": found[levels]} if isinstance(levels, str) else found


def of_counts(measure: Callable[[Any], Figure]) -> Callable[[Found], Found]:
    def run(case: Found) -> Found:
        codes, values = numbered(case)
        found = measure(category_counts(codes, len(values)))
        assert found.value is not None
        result: Found = {"value": found.value}
        if found.error is not None:
            limits = t_interval(found.value, found.error, freedom=int((codes != MISSING).any(axis=1).sum()) - 1, high=1)
            result |= {"se": found.error, "ci_low": limits.low, "ci_high": limits.high}
        return result

    return run


def table_suite(case: Found) -> Found:
    table = np.array(case["data"]["table"])
    counts = category_counts(ratings_of_table(table), len(table))
    found = {
        "pa": coefficients.percent_agreement(table),
        "cohen": coefficients.cohen_kappa(table),
        "value": coefficients.cohen_kappa(table),
        "scott": coefficients.scott_pi(table),
        "bp": fleiss_family.brennan_prediger(counts),
        "gwet": fleiss_family.gwet_ac1(counts),
        "gwet_ac1": fleiss_family.gwet_ac1(counts),
        "alpha": krippendorff_alpha(ratings_of_table(table), len(table)),
    }
    if len(table) == 2:
        found["pabak"] = coefficients.pabak(table)
        found["prevalence_index"] = coefficients.prevalence_index(table)
        found["bias_index"] = coefficients.bias_index(table)
    return {name: figure.value for name, figure in found.items()}


def weighted(case: Found) -> Found:
    table = np.array(case["data"]["table"])
    given = case["params"].get("disagreement_weights")
    if given is not None:
        return {"value": coefficients.weighted_kappa(table, weights_of_disagreement(given)).value}
    return {
        scheme: coefficients.weighted_kappa(table, agreement_weights(scheme, range(len(table)))).value
        for scheme in case["params"]["weights"]
    }


def multirater(case: Found) -> Found:
    codes, values = numbered(case)
    counts = category_counts(codes, len(values))
    return {
        "fleiss": fleiss_family.fleiss_kappa(counts).value,
        "randolph": fleiss_family.randolph_kappa(counts).value,
    }


def units(case: Found) -> tuple[list[int], list[int], list[int], list[int], list[str]]:
    begin = case["data"].get("begin", 0)
    rows = [(i, a - begin, b - begin, v) for i, own in enumerate(case["data"]["coders"].values()) for a, b, v in own]
    codes = sorted({row[3] for row in rows})
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], [codes.index(r[3]) for r in rows], codes


def u_alpha(case: Found) -> Found:
    coder, start, end, value, codes = units(case)
    one = unitizing.cut(
        coder,
        start,
        end,
        value,
        coders=len(case["data"]["coders"]),
        categories=len(codes),
        length=case["data"]["length"],
    )
    found = unitizing.figures_of(unitizing.tally(one, categories=len(codes)), categories=len(codes))
    main = found.bar_u_alpha if case["measure"].startswith("bar") else found.u_alpha
    return {
        "value": main.item(),
        "u_alpha": found.u_alpha.item(),
        "bar_u_alpha": found.bar_u_alpha.item(),
        "cu_alpha": found.cu_alpha.item(),
        "k_u_alpha": dict(zip(codes, found.per_code.tolist(), strict=True)),
        "coverage": dict(zip(codes, found.coverage.tolist(), strict=True)),
    }


def alpha_1995(case: Found) -> Found:
    coder, start, end, value, codes = units(case)
    wanted = np.array(value) == codes.index(case["params"]["category"])
    found = disagreement(
        np.array(coder)[wanted],
        np.array(start)[wanted],
        np.array(end)[wanted],
        coders=len(case["data"]["coders"]),
        length=case["data"]["length"],
    )
    return {"D_o": found.observed, "D_e": found.expected, "value": found.value}


def f1(case: Found) -> Found:
    a, b = ([tuple(span) for span in case["data"][side]] for side in "ab")
    return {
        "f1_exact": matching.span_f1(a, b, criterion="exact").value,
        "f1_iou_gt_50": matching.span_f1(a, b, criterion="iou50").value,
        "f1_any_overlap": matching.span_f1(a, b, criterion="overlap").value,
    }


RUN: dict[str, Callable[[Found], Found]] = {
    "krippendorff_alpha": alpha,
    "fleiss_kappa": of_counts(fleiss_family.fleiss_kappa),
    "gwet_ac1": of_counts(fleiss_family.gwet_ac1),
    "brennan_prediger": of_counts(fleiss_family.brennan_prediger),
    "table_suite": table_suite,
    "paradox_diagnostics": table_suite,
    "cohen_kappa": table_suite,
    "weighted_kappa": weighted,
    "multirater_suite": multirater,
    "u_alpha_nominal": u_alpha,
    "bar_u_alpha_binary": u_alpha,
    "u_alpha_family": u_alpha,
    "alpha_U_1995_2004_category": alpha_1995,
    "span_f1": f1,
}
NOT_OURS = {"gamma_alex_paul_suzan"}  # gamma is not bundled
OTHER_RULE = {"f1_iou_ge_50"}  # the design takes IoU > 0.5, strictly


@pytest.mark.parametrize("name", sorted(set(CASES) - NOT_OURS))
def test_case(name: str) -> None:
    case = CASES[name]
    found = RUN[case["measure"]](case)
    for key, expected in case["expected"].items():
        if key in OTHER_RULE:
            continue
        if expected is None:
            assert found[key] is None
        else:
            assert found[key] == pytest.approx(expected, abs=case["tolerance"], rel=0), key


def test_every_case_is_run() -> None:
    assert len(CASES) >= 34
    assert {case["measure"] for name, case in CASES.items() if name not in NOT_OURS} == set(RUN)
