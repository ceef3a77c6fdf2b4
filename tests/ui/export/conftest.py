"""What the tests of exports share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.project import Project
from tests.ui.export.projects import filled


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path) as project:
        yield project
