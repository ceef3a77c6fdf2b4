"""Nothing leaves the computer, nothing is left in temporary folders, and no text lands in messages."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.children import ROOT

BLOCKED = '''
"""Every child of the test starts with this: nothing can be reached or looked up, and what tries is noted.

A socket may be made and bound (urllib3, which spaCy imports, asks so whether there is IPv6); it reaches nobody.
"""
import os
import socket


def refuse(*args, **kwargs):
    with open(os.environ["INTERCODER_SOCKETS"], "a") as file:
        file.write("reached out\\n")
    raise OSError("the network is blocked in this test")


class Blocked(socket.socket):
    def _guarded(name):
        def method(self, *args, **kwargs):
            if self.family == getattr(socket, "AF_UNIX", None):
                return getattr(super(Blocked, self), name)(*args, **kwargs)
            return refuse()
        return method

    connect, connect_ex, sendto, sendmsg, listen = map(_guarded, ["connect", "connect_ex", "sendto", "sendmsg", "listen"])


socket.socket = Blocked
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
'''


def run_blocked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site" / "sitecustomize.py").write_text(BLOCKED, encoding="utf-8")
    (folder / "tmp").mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ, "PYTHONPATH": str(folder / "site"), "TMPDIR": str(folder / "tmp"), "QT_QPA_PLATFORM": "offscreen",
        "INTERCODER_SOCKETS": str(folder / "sockets"), "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=280,
    )


def test_the_block_works(tmp_path: Path) -> None:
    for attempt in ("create_connection(('127.0.0.1', 9))", "socket().connect(('127.0.0.1', 9))", "getaddrinfo('a', 1)"):
        (tmp_path / "sockets").unlink(missing_ok=True)
        done = run_blocked(tmp_path, "-c", f"import socket; socket.{attempt}")
        assert done.returncode
        assert "blocked in this test" in done.stderr
        assert (tmp_path / "sockets").exists()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, run_blocked(folder, "main.py", "demo", "-o", str(folder / "out"))


def test_the_whole_job_runs_without_a_network(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert not (folder / "sockets").exists(), "something tried to reach the network"


def test_nothing_is_left_in_temporary_folders(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert not list((folder / "tmp").rglob("*"))


def test_no_text_of_a_document_is_said(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = demo
    texts = (ROOT / "resources" / "sample" / "documents").iterdir()
    sentences = [
        line.strip() for path in texts for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 60
    ]
    assert sentences
    assert not [sentence for sentence in sentences if sentence[:60] in done.stdout + done.stderr]


def test_projects_and_what_lies_beside_them_are_private(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    private = [file for file in (folder / "out").rglob("*.intercoder*") if file.is_file() and file.stat().st_size]
    assert private
    for file in private:
        if not file.name.endswith(("-lock", "-owner")):
            assert not stat.S_IMODE(file.stat().st_mode) & 0o077, f"others can read {file.name}"
