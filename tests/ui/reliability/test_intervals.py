"""Intervals of `reliability`: documents as clusters, the bootstrap beside the jackknife, and when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ui.reliability.running import main, one, run, write


def test_documents_are_the_clusters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = [f"{i // 4},u{i},{i % 3},{i % 3 if i % 5 else 0}" for i in range(24)]
    rows = run(capsys, write(tmp_path, "document,unit,a,b\n" + "\n".join(body)))
    for measure in ("gwet_ac1", "krippendorff_alpha", "percent_agreement"):
        row = one(rows, measure)
        assert (row["interval"], row["n_documents"], row["n"]) == ("jackknife-t", 6, 24)
    few = [f"{i // 8},u{i},{i % 3},{i % 3 if i % 5 else 0}" for i in range(24)]
    rows = run(capsys, write(tmp_path, "document,unit,a,b\n" + "\n".join(few)))
    row = one(rows, "gwet_ac1")
    assert row["interval"] is None
    assert "fewer than 5 documents" in row["note"]


def test_the_alpha_of_1995_has_an_interval_over_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        f"d{d},{coder},{10 * s},{10 * s + 5 + (coder == 'b' and d % 3)},x"
        for d in range(6)
        for coder in "ab"
        for s in range(3)
    ]
    rows = run(capsys, write(tmp_path, "document,coder,start,end,code\n" + "\n".join(lines)), "--shape", "spans")
    row = one(rows, "alpha_u_1995")
    assert row["interval"] == "jackknife-t"
    assert row["low"] < row["value"] < row["high"]


def test_the_bootstrap_tells_how_often_an_alpha_falls_below_the_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        f"d{d},{coder},{10 * s},{10 * s + 5 + (coder == 'b' and d % 3)},x"
        for d in range(6)
        for coder in "ab"
        for s in range(3)
    ]
    spans = write(tmp_path, "document,coder,start,end,code\n" + "\n".join(lines), "spans.csv")
    sets = write(
        tmp_path, "unit,a,b\n" + "".join(f"{i},{'A|B' if i % 2 else '{}'},{'A' if i % 3 else '{}'}\n" for i in range(9))
    )
    for path, options, names in (
        (spans, ("--shape", "spans"), {"u_alpha (nominal)", "bar_u_alpha"}),
        (sets, ("--sets",), {"alpha_jaccard", "alpha_masi"}),
    ):
        assert main(path, "--json", *options) == 0
        tables = json.loads(capsys.readouterr().out)["tables"]
        assert names == {name for table in tables for name in table["rows"]}
        assert all(0 <= line[0] <= line[1] <= 1 for table in tables for line in table["cells"])
        assert main(path, *options) == 0
        assert "below .667" in capsys.readouterr().out


def documents(count: int, *, shape: str) -> str:
    """A table of `count` documents in which two coders differ now and then."""
    lines = ["document,unit,a,b" if shape == "ratings" else "document,coder,start,end,code"]
    for at in range(count):
        if shape == "ratings":
            lines += [f"d{at},{at}.{unit},{(at + unit) % 3},{(at + unit + (at % 5 == 0)) % 3}" for unit in range(3)]
        else:
            lines += [
                f"d{at},a,0,10,x",
                f"d{at},a,20,30,y",
                f"d{at},b,{at % 4},10,x",
                f"d{at},b,20,30,{'yx'[at % 3 == 0]}",
            ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("shape", ["ratings", "spans"])
@pytest.mark.parametrize("count", [39, 40])
def test_from_forty_documents_the_bootstrap_stands_beside_the_jackknife(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: str, count: int
) -> None:
    rows = run(capsys, write(tmp_path, documents(count, shape=shape)), "--shape", shape, "--seed", "7")
    second = [row for row in rows if row["interval"] == "bootstrap"]
    assert bool(second) is (count == 40)
    for row in second:
        first = next(one for one in rows if (one["measure"], one["scope"]) == (row["measure"], row["scope"]))
        assert first["interval"] == "jackknife-t"
        assert (row["replicates"], row["seed"], row["value"]) == (2000, 7, first["value"])
        assert abs(row["high"] - first["high"]) < 0.2
        assert abs(row["low"] - first["low"]) < 0.2
    if second:
        assert {"krippendorff_alpha", "percent_agreement", "cohen_kappa"} <= {row["measure"] for row in second}


def test_no_interval_rests_on_fewer_than_five_compared_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "unit,a,b\n" + "".join(f"{at},x,{'xy'[at % 2] if at < 4 else ''}\n" for at in range(30))
    for row in run(capsys, write(tmp_path, text)):
        if row["value"] is not None:
            assert row["n"] == 4
            assert row["interval"] is None
            assert "fewer than 5 units" in row["note"]


def test_a_figure_that_no_unit_changes_says_that_its_interval_has_no_width(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = run(capsys, write(tmp_path, "unit,a,b\n" + "".join(f"{i},{i % 2},{i % 2}\n" for i in range(8))))
    row = one(rows, "gwet_ac1")
    assert (row["low"], row["high"]) == (1.0, 1.0)
    assert "No width" in row["note"]


def test_leave_outs_without_a_value_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n" + "".join(f"{at},{'y' if at == 0 else 'x'},x\n" for at in range(6))
    alpha = one(run(capsys, write(tmp_path, text)), "krippendorff_alpha")  # the same whichever unit but the first goes
    assert (alpha["value"], alpha["interval"]) == (0.0, None)
    assert "without one unit the figure is undefined" in alpha["note"]
    lines = ["0,y,x,d0", "1,y,y,d0", *(f"{at}.{more},x,x,d{at}" for at in range(1, 6) for more in range(at))]
    row = one(run(capsys, write(tmp_path, "\n".join(["unit,a,b,document", *lines]))), "krippendorff_alpha")
    assert row["interval"] == "jackknife-t"
    assert "1 of 6 leave-outs was undefined" in row["note"]
