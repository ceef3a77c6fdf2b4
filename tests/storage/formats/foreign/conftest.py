"""What the tests of other programs' files share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.opening import create_project
from storage.project import Project
from tests.storage.formats.foreign.ours import BOOK


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "p.intercoder", BOOK, person="lead") as made:
        yield made
