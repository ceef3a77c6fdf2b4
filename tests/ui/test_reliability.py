"""`reliability` on files: the three shapes, levels, weights, intervals, and one sentence for each bad input."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import IntercoderError, MeasureError
from ui.commands import reliability

RAW = """unit,a,b,c,d
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,,3,
"""
Row = dict[str, Any]


def run(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> list[Row]:
    assert main(path, "--json", *options) == 0
    found: list[Row] = json.loads(capsys.readouterr().out)["results"]
    return found


def main(path: Path, *options: str) -> int:
    parser = argparse.ArgumentParser()
    reliability.add_parser(parser.add_subparsers())
    args = parser.parse_args(["reliability", str(path), *options])
    return int(args.run(args))


def one(rows: list[Row], measure: str, scope: str = "all") -> Row:
    found = [row for row in rows if (row["measure"], row["scope"]) == (measure, scope)]
    assert len(found) == 1, found
    return found[0]


def write(folder: Path, text: str, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_ratings_match_what_irrcac_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, RAW))
    expected = {
        "percent_agreement": (0.818, None, None),
        "fleiss_kappa": (0.761, 0.424, 1),
        "gwet_ac1": (0.775, 0.461, 1),
        "gwet_ac2": (0.914, 0.685, 1),
        "brennan_prediger": (0.773, 0.454, 1),
        "krippendorff_alpha": (0.743, None, None),
    }
    for measure, (value, low, high) in expected.items():
        row = one(rows, measure)
        assert row["value"] == pytest.approx(value, abs=6e-4)
        if low is not None:
            assert (row["low"], row["high"]) == (pytest.approx(low, abs=6e-4), high)
            assert row["interval"] == "gwet"
    assert one(rows, "krippendorff_alpha")["interval"] == "jackknife-t"
    assert one(rows, "krippendorff_alpha")["n"] == 11
    assert one(rows, "gwet_ac2")["weights"] == "quadratic"
    assert one(rows, "cohen_kappa")["value"] is None
    assert one(rows, "cohen_kappa", "pair:a,b")["value"] is not None
    assert one(rows, "fleiss_kappa", "code:5")["value"] == 1.0
    assert one(rows, "krippendorff_alpha")["coders"] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("scheme", "value", "low"), [("linear", 0.859, 0.600), ("quadratic", 0.914, 0.685)])
def test_weighted_ac2_and_fleiss_weights(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], scheme: str, value: float, low: float
) -> None:
    row = one(run(capsys, write(tmp_path, RAW), "--weights", scheme), "gwet_ac2")
    assert (row["value"], row["low"]) == (pytest.approx(value, abs=6e-4), pytest.approx(low, abs=6e-4))
    assert row["weights"] == scheme


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_own_example_at_each_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str, value: float
) -> None:
    rows = run(capsys, write(tmp_path, RAW), "--level", level)
    row = one(rows, "krippendorff_alpha")
    assert row["value"] == pytest.approx(value, abs=6e-4)
    assert row["level"] == level


def test_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, ",yes,no\nyes,80,10\nno,5,5\n")
    rows = run(capsys, path, "--shape", "table")
    found = {row["measure"]: row["value"] for row in rows if row["scope"] == "all"}
    assert found["percent_agreement"] == pytest.approx(0.85)
    assert found["cohen_kappa"] == pytest.approx(0.318, abs=5e-4)
    assert found["pabak"] == pytest.approx(0.70)
    assert found["gwet_ac1"] == pytest.approx(0.808, abs=5e-4)
    assert found["prevalence_index"] == pytest.approx(0.75)
    assert found["bias_index"] == pytest.approx(0.05)
    assert found["positive_agreement"] == pytest.approx(160 / 175)
    assert found["gwet_ac2"] is None
    assert one(rows, "positive_agreement", "code:no")["value"] == pytest.approx(0.4)


def test_a_table_gives_gwets_interval_in_its_raw_data_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "x;1;2;3\n1;13;0;0\n2;0;20;7\n3;0;4;56\n")
    row = one(run(capsys, path, "--shape", "table"), "gwet_ac1")
    assert row["value"] == pytest.approx(0.8493305, abs=1e-6)
    assert (row["low"], row["high"]) == (pytest.approx(0.764, abs=2e-3), pytest.approx(0.935, abs=2e-3))


def test_columns_of_a_table_may_come_in_another_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    straight = run(capsys, write(tmp_path, ",a,b\na,8,1\nb,2,9\n"), "--shape", "table")
    turned = run(capsys, write(tmp_path, ",b,a\na,1,8\nb,9,2\n", "turned.csv"), "--shape", "table")
    assert straight == turned


def test_weights_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = write(tmp_path, "t,p,q,r\np,88,14,18\nq,10,40,10\nr,2,6,12\n")
    weights = write(tmp_path, "w,p,q,r\np,0,1,3\nq,1,0,6\nr,3,6,0\n", "weights.csv")
    row = one(run(capsys, table, "--shape", "table", "--weights", str(weights)), "weighted_kappa")
    assert row["value"] == pytest.approx(0.348, abs=6e-4)
    assert row["weights"] == "file"


def test_the_order_is_given_and_never_the_alphabets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [("low", "low"), ("low", "mid"), ("mid", "mid"), ("mid", "high"), ("high", "high"), ("low", "low")]
    text = "unit,a,b\n" + "".join(f"{i},{x},{y}\n" for i, (x, y) in enumerate(lines))
    numbers = {"low": "1", "mid": "2", "high": "3"}
    numbered = text
    for name, number in numbers.items():
        numbered = numbered.replace(name, number)
    options = ("--level", "ordinal", "--weights", "linear")
    named = run(capsys, write(tmp_path, text), *options, "--order", "low,mid,high")
    counted = run(capsys, write(tmp_path, numbered, "numbers.csv"), *options)
    for measure in ("krippendorff_alpha", "weighted_kappa", "gwet_ac2"):
        assert one(named, measure)["value"] == pytest.approx(one(counted, measure)["value"])
    with pytest.raises(MeasureError, match="--order"):
        main(tmp_path / "data.csv", "--level", "ordinal")


def test_order_lists_unused_categories_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "unit,a,b\n1,x,x\n2,y,y\n3,x,y\n4,y,y\n")
    two, three = run(capsys, path), run(capsys, path, "--order", "x,y,z")
    assert one(two, "brennan_prediger")["value"] == pytest.approx(0.5)
    assert one(three, "brennan_prediger")["value"] == pytest.approx((0.75 - 1 / 3) / (2 / 3))
    assert one(two, "krippendorff_alpha")["value"] == one(three, "krippendorff_alpha")["value"]


def test_numbers_order_by_value_and_keep_their_spelling(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "unit,a,b\n1,2,2.0\n2,10,10\n3,2,10\n4,1,1\n5,1,2\n")
    rows = run(capsys, path, "--level", "interval")
    assert {row["scope"] for row in rows if row["scope"].startswith("code:")} == {"code:1", "code:2", "code:10"}
    assert one(rows, "percent_agreement")["value"] == pytest.approx(3 / 5)


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


def test_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n1,{},{}\n2,A,{}\n3,A,A\n4,A,B\n5,A|B,A\n6,A|B,A|C\n7,A|B|C,C|B|A\n8,C,A|C\n9,C,A|C\n"
    rows = run(capsys, write(tmp_path, text), "--sets")
    assert one(rows, "alpha_masi")["value"] == pytest.approx(0.27308066, abs=1e-7)
    assert one(rows, "alpha_jaccard")["value"] is not None
    assert one(rows, "krippendorff_alpha", "code:A")["value"] is not None


SPANS = """coder,start,end,code
a,0,12,ACTOR
a,20,30,THREAT
a,40,55,STANCE
a,70,80,ACTOR
b,0,10,ACTOR
b,22,30,THREAT
b,42,60,THREAT
b,70,80,ACTOR
c,2,12,ACTOR
c,20,28,STANCE
c,40,52,STANCE
"""


def test_spans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, SPANS), "--shape", "spans", "--length", "100")
    assert one(rows, "u_alpha")["value"] == pytest.approx(0.487502, abs=1e-6)
    assert one(rows, "bar_u_alpha")["value"] == pytest.approx(0.621205, abs=1e-6)
    assert one(rows, "cu_alpha")["value"] == pytest.approx(0.466941, abs=1e-6)
    row = one(rows, "k_u_alpha", "code:STANCE")
    assert (row["value"], row["coverage"]) == (pytest.approx(0.207213, abs=1e-6), pytest.approx(0.871429, abs=1e-6))
    assert one(rows, "f1_exact")["value"] == pytest.approx(2 * 1 / 22)
    assert one(rows, "f1_overlap", "pair:a,c")["value"] == pytest.approx(6 / 7)


def test_begin_moves_the_continuum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    straight = "coder,start,end,code\ni,75,145,c\ni,220,250,c\nj,70,150,c\nj,205,225,c\nj,250,270,c\n"
    text = "coder,start,end,code\ni,225,295,c\ni,370,400,c\nj,220,300,c\nj,355,375,c\nj,400,420,c\n"
    moved = run(capsys, write(tmp_path, text), "--shape", "spans", "--begin", "150", "--length", "300")
    assert one(moved, "alpha_u_1995", "code:c")["value"] == pytest.approx(0.7286, abs=1e-4)
    assert moved == run(capsys, write(tmp_path, straight), "--shape", "spans", "--length", "300")


def test_without_a_length_the_continuum_ends_at_the_last_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, SPANS)
    assert run(capsys, path, "--shape", "spans") == run(capsys, path, "--shape", "spans", "--length", "80")


def test_overlapping_spans_of_one_coder_are_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "coder,start,end,code\na,0,10,x\na,5,20,y\nb,0,10,x\nb,5,18,y\n"
    rows = run(capsys, write(tmp_path, text), "--shape", "spans", "--length", "40")
    assert one(rows, "f1_exact")["value"] == pytest.approx(0.5)
    assert one(rows, "alpha_u_1995")["value"] is not None
    row = one(rows, "u_alpha")
    assert row["reason"] or "per-code" in row["note"]
    assert one(rows, "cu_alpha")["reason"]


def test_a_third_coders_overlaps_are_no_matter_of_a_pair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = "coder,start,end,code\na,0,10,x\na,12,20,y\nb,0,9,x\nb,14,20,y\n"
    alone = run(capsys, write(tmp_path, pair), "--shape", "spans", "--length", "40")
    rows = run(capsys, write(tmp_path, pair + "c,0,10,x\nc,5,20,y\n"), "--shape", "spans", "--length", "40")
    for measure in ("u_alpha", "bar_u_alpha", "cu_alpha"):
        assert one(rows, measure, "pair:a,b")["value"] == one(alone, measure, "pair:a,b")["value"] is not None
        assert one(rows, measure, "pair:a,b")["note"] == one(alone, measure, "pair:a,b")["note"]
    assert one(rows, "cu_alpha", "pair:a,c")["reason"]


def test_a_line_without_a_span_says_that_nothing_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = "document,coder,start,end,code\nd,a,0,10,x\nd,b,,,\ne,a,0,5,x\ne,b,0,5,x\n"
    missing = "document,coder,start,end,code\nd,a,0,10,x\ne,a,0,5,x\ne,b,0,5,x\n"
    assert one(run(capsys, write(tmp_path, found), "--shape", "spans"), "f1_exact")["value"] == pytest.approx(2 / 3)
    assert one(run(capsys, write(tmp_path, missing), "--shape", "spans"), "f1_exact")["value"] == 1.0


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), (",", ";"), (",", "\t"), ("unit", "\ufeffunit"), ("\n6,", "\n\n \n6,")]
)
def test_dialects_of_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str]) -> None:
    plain = run(capsys, write(tmp_path, RAW))
    path = tmp_path / "other.csv"
    path.write_bytes(RAW.replace(*change).encode("utf-8"))
    assert run(capsys, path) == plain


def test_quoted_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'unit,"Smith, A",b\n1,"x, y","x, y"\n2,z,z\n3,z,"x, y"\n'
    rows = run(capsys, write(tmp_path, text))
    assert one(rows, "fleiss_kappa", "code:x, y")["coders"] == ["Smith, A", "b"]


def test_the_same_bytes_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, RAW)
    outputs = []
    for seed in ("3", "3"):
        main(path, "--json", "--seed", seed)
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_plain_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(write(tmp_path, RAW)) == 0
    text = capsys.readouterr().out
    assert "krippendorff_alpha (nominal)" in text
    assert "0.420 to 1.000" in text


@pytest.mark.parametrize("text", ["unit,a,b\n1,x,x\n2,x,x\n3,x,x\n4,x,x\n5,x,x\n", "unit,a,b\n1,x,\n2,,y\n3,x,\n4,,\n"])
def test_nothing_to_compare_is_null_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    rows = run(capsys, write(tmp_path, text))
    assert rows
    assert all(row["value"] is None and row["reason"] for row in rows)


@pytest.mark.parametrize("options", [("--sets",), ("--order", "x,y"), ("--order", "x,y", "--level", "ordinal")])
def test_one_code_only_is_null_whatever_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    rows = run(capsys, write(tmp_path, "unit,a,b\n" + "".join(f"{i},x,x\n" for i in range(8))), *options)
    assert all(row["value"] is None and row["reason"] for row in rows)


def test_hundreds_of_codes_are_still_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sklearn.metrics import cohen_kappa_score

    first = [f"code {i % 230}" for i in range(300)]
    second = [name if i % 3 else f"code {(7 * i) % 230}" for i, name in enumerate(first)]
    lines = [f"{i},{a},{b}" for i, (a, b) in enumerate(zip(first, second, strict=True))]
    rows = run(capsys, write(tmp_path, "unit,a,b\n" + "\n".join(lines)))
    assert one(rows, "cohen_kappa")["value"] == pytest.approx(cohen_kappa_score(first, second), abs=1e-9)
    assert one(rows, "krippendorff_alpha")["interval"] == "jackknife-t"


@pytest.mark.parametrize(
    ("names", "positive"),
    [
        (("threat", "none"), "threat"),
        (("no", "yes"), "yes"),
        (("yes", "no"), "yes"),
        (("x", "y"), "x"),
        (("0", "1"), "1"),
    ],
)
def test_positive_is_what_says_yes_and_else_the_first_of_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, str], positive: str
) -> None:
    first, second = names
    rows = run(capsys, write(tmp_path, f",{first},{second}\n{first},80,10\n{second},5,5\n"), "--shape", "table")
    row = one(rows, "positive_agreement")
    assert f"Positive is {positive}." in row["note"]
    assert row["value"] == one(rows, "positive_agreement", f"code:{positive}")["value"]


def test_codes_on_matched_spans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, SPANS), "--shape", "spans", "--length", "100")
    row = one(rows, "percent_agreement", "pair:a,b")
    # matched at IoU > 0.5: (0,12)-(0,10), (20,30)-(22,30), (40,55)-(42,60), (70,80)-(70,80); all alike but the third
    assert (row["value"], row["n"], row["coverage"]) == (0.75, 4, 1.0)
    assert one(rows, "cohen_kappa", "pair:a,b")["value"] is not None
    assert one(rows, "cohen_kappa")["value"] is None
    assert one(rows, "krippendorff_alpha", "code:THREAT")["value"] is not None


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


def test_spans_that_fill_the_continuum_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, "coder,start,end,code\na,0,9,x\nb,0,9,x\n"), "--shape", "spans")
    assert "same code" in one(rows, "u_alpha")["reason"]
    assert "same code" in one(rows, "cu_alpha")["reason"]


def test_a_figure_that_no_unit_changes_says_that_its_interval_has_no_width(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = run(capsys, write(tmp_path, "unit,a,b\n" + "".join(f"{i},{i % 2},{i % 2}\n" for i in range(8))))
    row = one(rows, "gwet_ac1")
    assert (row["low"], row["high"]) == (1.0, 1.0)
    assert "No width" in row["note"]


def test_the_column_of_units_may_stand_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    straight = run(capsys, write(tmp_path, "unit,a,b\n1,x,x\n2,y,x\n3,y,y\n"))
    assert straight == run(capsys, write(tmp_path, "a,unit,b\nx,1,x\ny,2,x\ny,3,y\n", "turned.csv"))


BAD = {
    "no such file": (None, (), "does not exist"),
    "empty": ("", (), "is empty"),
    "header only": ("unit,a,b\n", (), "no units"),
    "one coder": ("unit,a\n1,x\n", (), "only one coder"),
    "not parted": ("unit a b\n1 x y\n", (), "no coders"),
    "coder twice": ("unit,a,a\n1,x,y\n", (), "coder a has two columns"),
    "unit twice": ("unit,a,b\n1,x,y\n2,x,y\n1,x,x\n", (), "line 4: the unit 1 already stands on line 2"),
    "ragged": ("unit,a,b\n1,x,y\n2,x\n", (), "line 3: 2 cells where the header has 3"),
    "open quote": ('unit,a,b\n1,"x,y\n', (), "quotation mark"),
    "text at interval": ("unit,a,b\n1,1,2\n2,high,2\n", ("--level", "interval"), "line 3: 'high' is not a number"),
    "negative at ratio": ("unit,a,b\n1,1,2\n2,-3,2\n", ("--level", "ratio"), "line 3: -3 is negative"),
    "text at ordinal": ("unit,a,b\n1,low,high\n2,low,low\n", ("--level", "ordinal"), "--order"),
    "text with weights": ("unit,a,b\n1,low,high\n2,low,low\n", ("--weights", "linear"), "--order"),
    "not in order": ("unit,a,b\n1,x,y\n2,z,y\n", ("--order", "x,y"), "line 3: 'z' is not in the order"),
    "order twice": ("unit,a,b\n1,x,y\n", ("--order", "x,y,x"), "lists x twice"),
    "NA among numbers": ("unit,a,b\n1,1,2\n2,NA,2\n", (), "line 3: 'NA' stands among numbers"),
    "no weights file": ("unit,a,b\n1,x,y\n", ("--weights", "nowhere.csv"), "nowhere.csv does not exist"),
    "not square": (",a,b\na,1,2\n", ("--shape", "table"), "same categories"),
    "other names": (",a,b\na,1,2\nc,1,2\n", ("--shape", "table"), "same categories"),
    "text in table": (",a,b\na,1,x\nb,1,2\n", ("--shape", "table"), "line 2: 'x' is not a number"),
    "negative count": (",a,b\na,1,2\nb,-1,2\n", ("--shape", "table"), "line 3: -1 is negative"),
    "share in table": (",a,b\na,.5,.2\nb,.1,.2\n", ("--shape", "table"), "line 2: .5 is not a whole number"),
    "no code column": ("coder,start,end\na,0,5\n", ("--shape", "spans"), "no column code"),
    "text offset": ("coder,start,end,code\na,0,five,x\n", ("--shape", "spans"), "line 2: the end 'five'"),
    "negative length": ("coder,start,end,code\na,9,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the span ends at 5"),
    "no length": ("coder,start,end,code\na,5,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the span from 5 to 5"),
    "negative start": ("coder,start,end,code\na,-1,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the start -1"),
    "outside": (
        "coder,start,end,code\na,0,50,x\nb,1,2,x\n",
        ("--shape", "spans", "--length", "40"),
        "line 2: the span 0",
    ),
    "spans of one": ("coder,start,end,code\na,0,50,x\na,1,2,x\n", ("--shape", "spans"), "one coder only"),
    "no spans": ("coder,start,end,code\n", ("--shape", "spans"), "no spans"),
    "length below": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--length", "-4"),
        "--length is -4",
    ),
    "begin below": ("coder,start,end,code\na,0,5,x\nb,1,2,x\n", ("--shape", "spans", "--begin", "-4"), "--begin is -4"),
    "weights of spans": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--weights", "linear"),
        "--weights weighs",
    ),
    "level of spans": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--level", "ordinal"),
        "--level goes with",
    ),
    "weights of sets": ("unit,a,b\n1,x,x|y\n2,y,y\n", ("--sets", "--weights", "linear"), "--weights weighs"),
    "beyond numbers": ("unit,a,b\n1,1,2\n2,1e400,2\n", ("--level", "interval"), "line 3: '1e400' is not a number"),
    "one category twice": (",1,1.0\n1,3,4\n1.0,2,2\n", ("--shape", "table"), "the categories 1 and 1.0 are the same"),
    "sets of spans": ("coder,start,end,code\na,0,5,x\nb,1,2,x\n", ("--shape", "spans", "--sets"), "--sets goes with"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence(tmp_path: Path, name: str) -> None:
    text, options, told = BAD[name]
    path = tmp_path / "bad.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(IntercoderError) as fault:
        main(path, "--json", *options)
    sentence = str(fault.value)
    assert told in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"\xff\xfe\x00unit")
    with pytest.raises(MeasureError, match="UTF-8"):
        main(path)
    with pytest.raises(MeasureError, match="folder"):
        main(tmp_path)


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


def test_hundreds_of_codes_have_figures_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n" + "".join(f"{at},k{at % 300},k{(at + (at % 7 == 0)) % 300}\n" for at in range(600))
    rows = run(capsys, write(tmp_path, text))
    assert len({row["code"] for row in rows if row["code"]}) == 300
    apart = "unit,a,b\n" + "".join(f"{at},k{at},k{at}\n" for at in range(300))
    assert not [row for row in run(capsys, write(tmp_path, apart)) if row["code"]]


def test_leave_outs_without_a_value_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n" + "".join(f"{at},{'y' if at == 0 else 'x'},x\n" for at in range(6))
    alpha = one(run(capsys, write(tmp_path, text)), "krippendorff_alpha")  # the same whichever unit but the first goes
    assert (alpha["value"], alpha["interval"]) == (0.0, None)
    assert "without one unit the figure is undefined" in alpha["note"]
    lines = ["0,y,x,d0", "1,y,y,d0", *(f"{at}.{more},x,x,d{at}" for at in range(1, 6) for more in range(at))]
    row = one(run(capsys, write(tmp_path, "\n".join(["unit,a,b,document", *lines]))), "krippendorff_alpha")
    assert row["interval"] == "jackknife-t"
    assert "1 of 6 leave-outs was undefined" in row["note"]
