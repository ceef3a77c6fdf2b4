"""`agreement` through the program: refusals in a sentence, the same bytes twice, figures against an independent count."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from storage.opening import create_project
from ui.workflows.resources import VERSION, default_codebook

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command line of the program, as a user types it."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of an error."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    lines = [
        line
        for line in done.stderr.replace("\r", "\n").splitlines()
        if line.strip() and "it/s" not in line and "?" not in line
    ]
    return lines[-1]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents; three coders, one of whom has not coded the second."""
    folder = tmp_path_factory.mktemp("agreement")
    texts = {"a.txt": "Russia warned the Taliban. Iran backs Qatar.\n", "b.txt": "China and India met in Doha.\n"}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "study.intercoder"
    assert run("new", path).returncode == 0
    assert run("add", path, folder / "a.txt", folder / "b.txt").returncode == 0
    places = {
        "a.txt": {"russia": (0, 6), "taliban": (18, 25), "iran": (27, 31), "qatar": (38, 43)},
        "b.txt": {"china": (0, 5), "india": (10, 15)},
    }
    codings = {"Ann": [("a.txt", c) for c in ("russia", "taliban", "iran", "qatar")] + [("b.txt", "china"), ("b.txt", "india")],
               "Bob": [("a.txt", c) for c in ("russia", "taliban", "iran")] + [("b.txt", "china")], "Cem": [("a.txt", "russia")]}  # fmt: skip
    for coder, items in codings.items():
        lines = []
        for name, code in items:
            start, end = places[name][code]
            lines.append(
                json.dumps(
                    {
                        "document": name,
                        "start": start,
                        "end": end,
                        "text": texts[name][start:end],
                        "facet": "actor",
                        "code": code,
                    }
                )
            )
        (folder / f"{coder}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        assert run("import-codings", path, folder / f"{coder}.jsonl", "--coder", coder).returncode == 0
    return path


def rows(path: Path) -> list[dict[str, object]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["results"])


def value(found: list[dict[str, object]], scope: str, measure: str, task: str = "spans") -> object:
    return next(
        r["value"]
        for r in found
        if (r["facet"], r["task"], r["scope"], r["subset"], r["measure"]) == ("actor", task, scope, "all", measure)
    )


def test_a_document_that_a_coder_has_not_done_is_missing(project: Path, tmp_path: Path) -> None:
    assert run("agreement", project, "-o", tmp_path / "r.json").returncode == 0
    found = rows(tmp_path / "r.json")
    assert value(found, "pair:Ann,Bob", "f1_exact") == pytest.approx(2 * 4 / (6 + 4))
    assert value(found, "pair:Ann,Cem", "f1_exact") == pytest.approx(2 * 1 / (4 + 1))  # only a.txt: b.txt is missing
    assert value(found, "all", "f1_exact") == pytest.approx(2 * (4 + 1 + 1) / ((6 + 4) + (4 + 1) + (3 + 1)))


def test_the_same_project_and_seed_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    for name in ("1.json", "2.json", "1.csv", "2.csv"):
        assert run("agreement", project, "-o", tmp_path / name, "--seed", "7").returncode == 0
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_what_can_not_be_compared_is_refused_in_a_sentence(project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.intercoder"
    create_project(empty, default_codebook()).close()
    assert "no documents" in refused(run("agreement", empty, "-o", tmp_path / "r.json"))
    assert "two coders" in refused(run("agreement", project, "-o", tmp_path / "r.json", "--coders", "Ann"))
    assert "Zoe" in refused(run("agreement", project, "-o", tmp_path / "r.json", "--coders", "Ann,Zoe"))
    assert "mood" in refused(run("agreement", project, "-o", tmp_path / "r.json", "--facet", "mood"))
    assert ".txt" in refused(run("agreement", project, "-o", tmp_path / "r.txt"))
    assert "no project" in refused(run("agreement", tmp_path / "none.intercoder", "-o", tmp_path / "r.json"))
    assert not (tmp_path / "r.json").exists()


def test_the_version_is_that_of_the_package() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == VERSION


def test_outside_codings_against_an_independent_count(outside: Path, tmp_path: Path) -> None:
    """Exact F1 of actors, pooled over pairs, counted here from the files alone."""
    path = tmp_path / "outside.intercoder"
    assert run("new", path).returncode == 0
    assert run("add", path, outside / "corpus").returncode == 0
    spans: dict[str, set[tuple[str, int, int]]] = {}
    for file in sorted((outside / "codings").glob("*.jsonl")):
        assert run("import-codings", path, file).returncode == 0
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if line["facet"] == "actor":
                spans.setdefault(line["coder"], set()).add((line["document"], line["start"], line["end"]))
    assert run("agreement", path, "-o", tmp_path / "r.json").returncode == 0
    found = rows(tmp_path / "r.json")
    sums: Counter[str] = Counter()
    coders = sorted(spans)
    for number, first in enumerate(coders):
        for second in coders[number + 1 :]:
            matches, both = len(spans[first] & spans[second]), len(spans[first]) + len(spans[second])
            sums["matches"] += matches
            sums["both"] += both
            left_out_may_matter = value(found, f"pair:{first},{second}", "f1_exact")
            assert left_out_may_matter == pytest.approx(2 * matches / both, abs=0.02)
    assert value(found, "all", "f1_exact") == pytest.approx(2 * sums["matches"] / sums["both"], abs=0.02)
