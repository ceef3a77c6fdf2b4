"""The process in which files meet libraries written in other languages. Started by apart.py; not imported by others.

A request is a line of JSON (reader, name, encoding, options, size) and the file's bytes; the answer is a line of JSON:
the parts, or the reason why there are none. It ends with its standard input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from annotator.errors import DocumentError
from annotator.wording import parcel, say
from storage.documents.decoding import EncodingUnknown
from storage.documents.records import BROKEN, Part, Refused, Source

MOST_MEMORY = 1_000_000_000


def answer(name: str, source: Source) -> dict[str, Any]:
    """Read one file; whatever happens, the answer is a plain one."""
    from storage.documents.readers import reader_named

    try:
        found = list(reader_named(name).read(source))
    except EncodingUnknown as error:
        return {"error": "", "candidates": [asdict(candidate) for candidate in error.candidates]}
    except DocumentError as error:
        return {"error": parcel(str(error))}
    except MemoryError:
        return {
            "error": parcel(say("it needs more memory than a document may: split it, or save its text and add that."))
        }
    except Exception:  # noqa: BLE001  (libraries throw anything at hostile input, and here is where it ends)
        return {"error": parcel(say(BROKEN))}
    return {"parts": [_plain(item) for item in found]}


def _plain(item: Part | Refused) -> dict[str, Any]:
    said = "remark" if isinstance(item, Part) else "reason"
    return {"kind": type(item).__name__, **asdict(item), said: parcel(getattr(item, said))}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while line := requests.readline():
        given = json.loads(line)
        data = requests.read(given["size"])
        source = Source(given["name"], data, given["encoding"], given["options"])
        answers.write(json.dumps(answer(given["reader"], source)).encode("ascii") + b"\n")
        answers.flush()


def limit_memory() -> None:
    """Keep this process below MOST_MEMORY where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> None:
    limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this process when it is done
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print goes to standard error
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
