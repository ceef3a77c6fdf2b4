"""`reliability` on spans: the continuum, overlaps, matched spans, and coders who found nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.reliability.running import one, run, write

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


def test_spans_that_fill_the_continuum_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, "coder,start,end,code\na,0,9,x\nb,0,9,x\n"), "--shape", "spans")
    assert "same code" in one(rows, "u_alpha")["reason"]
    assert "same code" in one(rows, "cu_alpha")["reason"]


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


def test_codes_on_matched_spans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, write(tmp_path, SPANS), "--shape", "spans", "--length", "100")
    row = one(rows, "percent_agreement", "pair:a,b")
    # matched at IoU > 0.5: (0,12)-(0,10), (20,30)-(22,30), (40,55)-(42,60), (70,80)-(70,80); all alike but the third
    assert (row["value"], row["n"], row["coverage"]) == (0.75, 4, 1.0)
    assert one(rows, "cohen_kappa", "pair:a,b")["value"] is not None
    assert one(rows, "cohen_kappa")["value"] is None
    assert one(rows, "krippendorff_alpha", "code:THREAT")["value"] is not None
