"""The guide's tables of keys are those of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.desktop.act_specs import SPECS, ActionSpec
from ui.desktop.actions import clashes

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_the_guide_names_the_act_and_its_keys(spec: ActionSpec) -> None:
    assert f"| {spec.text} | {', '.join(spec.keys) or '—'} |" in GUIDE


def test_the_guide_names_no_act_that_is_gone() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| ") and not line.startswith("| Act ")]
    assert len(rows) == len(SPECS)


def test_no_two_acts_share_a_key() -> None:
    assert clashes({}) == {}
