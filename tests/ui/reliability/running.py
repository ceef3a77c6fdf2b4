"""The command `reliability` on a file, and what it says."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from ui.commands import reliability

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
