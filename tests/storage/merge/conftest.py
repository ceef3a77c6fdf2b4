"""What the tests of merging share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.making import make_project


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    with make_project(tmp_path / "lead.intercoder", person="lead"):
        return tmp_path / "lead.intercoder"
