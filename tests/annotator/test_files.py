"""Only what lies on a disk as a file is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.files import is_no_file, opened

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    with opened(tmp_path / "a") as file:
        assert file.read() == b"text"
    assert not is_no_file(tmp_path / "a")


def test_pipes_devices_and_folders_are_not(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="a pipe or a device"):
            opened(path)
        assert is_no_file(path)
    with pytest.raises(IsADirectoryError):
        opened(tmp_path)
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "none")
    assert not is_no_file(tmp_path)
    assert not is_no_file(tmp_path / "none")
