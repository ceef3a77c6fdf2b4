"""A server of another tool on loopback, started from a virtual environment of its own and stopped by its id."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECONDS = 600


def environment(variable: str) -> Path | None:
    """The virtual environment that `make consumers` made and names, None where it did not."""
    path = Path(os.environ.get(variable, ""))
    return path if os.environ.get(variable) and (path / "bin").is_dir() else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str], folder: Path, *, more: Mapping[str, str], log: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended when the test is; its output lies in `folder` under the name of `log`."""
    with (folder / log).open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **more}, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(30)


class Api:
    """JSON over HTTP with a server on loopback."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: object = None, *, raw: bytes | None = None, kind: str = "application/json"
    ) -> Any:
        """What the server answers: parsed JSON, or bytes where it is none. An error shows what the server said."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": kind, **self.headers}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                found = answer.read()
        except urllib.error.HTTPError as fault:
            with fault:
                raise AssertionError(f"{method} {path}: {fault.code} {fault.read()[:800]!r}") from fault
        try:
            return json.loads(found) if found else None
        except ValueError:
            return found

    def wait_until_up(self, path: str, process: subprocess.Popen[bytes]) -> None:
        """Until the server answers at all; AssertionError if it ends before, or takes longer than SECONDS."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            assert process.poll() is None, "the server ended: see its log in the test's folder"
            try:
                with urllib.request.urlopen(self.base + path, timeout=5):
                    return
            except urllib.error.HTTPError as fault:
                fault.close()
                return
            except (urllib.error.URLError, http.client.HTTPException, OSError):
                try:  # a pause that the process's own end cuts short
                    process.wait(0.5)
                except subprocess.TimeoutExpired:
                    continue
        raise AssertionError(f"no answer from {self.base} after {SECONDS} seconds")
