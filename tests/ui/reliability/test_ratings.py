"""`reliability` on ratings and tables: levels, weights, order, sets, dialects of CSV, and what is undefined."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import MeasureError
from tests.ui.reliability.running import main, one, run, write

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


def test_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n1,{},{}\n2,A,{}\n3,A,A\n4,A,B\n5,A|B,A\n6,A|B,A|C\n7,A|B|C,C|B|A\n8,C,A|C\n9,C,A|C\n"
    rows = run(capsys, write(tmp_path, text), "--sets")
    assert one(rows, "alpha_masi")["value"] == pytest.approx(0.27308066, abs=1e-7)
    assert one(rows, "alpha_jaccard")["value"] is not None
    assert one(rows, "krippendorff_alpha", "code:A")["value"] is not None


def test_hundreds_of_codes_are_still_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sklearn.metrics import cohen_kappa_score

    first = [f"code {i % 230}" for i in range(300)]
    second = [name if i % 3 else f"code {(7 * i) % 230}" for i, name in enumerate(first)]
    lines = [f"{i},{a},{b}" for i, (a, b) in enumerate(zip(first, second, strict=True))]
    rows = run(capsys, write(tmp_path, "unit,a,b\n" + "\n".join(lines)))
    assert one(rows, "cohen_kappa")["value"] == pytest.approx(cohen_kappa_score(first, second), abs=1e-9)
    assert one(rows, "krippendorff_alpha")["interval"] == "jackknife-t"


def test_hundreds_of_codes_have_figures_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "unit,a,b\n" + "".join(f"{at},k{at % 300},k{(at + (at % 7 == 0)) % 300}\n" for at in range(600))
    rows = run(capsys, write(tmp_path, text))
    assert len({row["code"] for row in rows if row["code"]}) == 300
    apart = "unit,a,b\n" + "".join(f"{at},k{at},k{at}\n" for at in range(300))
    assert not [row for row in run(capsys, write(tmp_path, apart)) if row["code"]]


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


def test_the_column_of_units_may_stand_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    straight = run(capsys, write(tmp_path, "unit,a,b\n1,x,x\n2,y,x\n3,y,y\n"))
    assert straight == run(capsys, write(tmp_path, "a,unit,b\nx,1,x\ny,2,x\ny,3,y\n", "turned.csv"))


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
