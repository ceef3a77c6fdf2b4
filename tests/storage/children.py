"""Code that runs in a child process: as another user, under a limit, or until it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRELUDE = """
import os, resource, signal, sys
from pathlib import Path
from annotator.errors import IntercoderError, ProjectError
from storage.opening import open_project, create_project
from tests.storage.making import HARBOUR, code, small_codebook
path = Path(sys.argv[1])
"""


def child(body: str, *arguments: object, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run Python code in a child that has the store at hand; `path` is its first argument."""
    return subprocess.run(
        [sys.executable, "-c", PRELUDE + body, *map(str, arguments)],
        check=False, timeout=timeout, capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def started(body: str, *arguments: object) -> subprocess.Popen[str]:
    """The same, without waiting; the caller reads its lines and ends it."""
    command: Sequence[str] = [sys.executable, "-c", PRELUDE + body, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
