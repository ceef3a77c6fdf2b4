"""Reading in another process, with a limit of time and memory: a file that breaks its reader breaks nothing else."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.errors import DocumentError
from annotator.records import Region
from annotator.wording import say, unpacked
from storage.documents.decoding import EncodingUnknown
from storage.documents.records import BROKEN, EncodingCandidate, Part, Reader, Refused, Source

LONGEST = 20.0
"""Seconds that reading one file may take."""
_ROOT = Path(__file__).resolve().parent.parent.parent


def read_apart(reader: Reader, source: Source) -> Iterator[Part | Refused]:
    """What the reader finds in a file. DocumentError with the reason where it finds nothing, breaks or takes too long."""
    answer = _WORKER.ask(reader, source)
    if "error" in answer:
        if "candidates" in answer:
            raise EncodingUnknown([EncodingCandidate(**candidate) for candidate in answer["candidates"]])
        raise DocumentError(unpacked(answer["error"]))
    for item in answer["parts"]:
        if item.pop("kind") == "Refused":
            yield Refused(**{**item, "reason": unpacked(item["reason"])})
        else:
            item["remark"] = unpacked(item["remark"])
            yield Part(**{**item, "regions": tuple(Region(**region) for region in item["regions"])})


class _Worker:
    """One process that answers one request after the other; started when first needed, and again when it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, reader: Reader, source: Source) -> dict[str, Any]:
        head = {
            "reader": reader.name,
            "name": source.name,
            "encoding": source.encoding,
            "options": dict(source.options),
        }
        request = json.dumps({**head, "size": len(source.data)}).encode("ascii") + b"\n"
        with self._lock:
            process = self._running()
            late = threading.Event()
            timer = threading.Timer(LONGEST, self._give_up, (process, late))
            timer.start()
            try:
                answer = self._exchange(process, request, source.data)
            finally:
                timer.cancel()
            if answer is None:
                self._stop()
                seconds = say(
                    "it takes longer than {seconds:g} seconds to read: split it, or save its text and add that.",
                    seconds=LONGEST,
                )
                return {"error": seconds if late.is_set() else say(BROKEN)}
            return answer

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "storage.documents.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> dict[str, Any] | None:
        """The worker's answer, None where it died before it had one."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(request)
            process.stdin.write(data)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            return None
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    @staticmethod
    def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not yet written is lost on purpose
                    continue
        self._process.wait()
        self._process = None


_WORKER = _Worker()
close_worker = _WORKER.close
atexit.register(close_worker)
