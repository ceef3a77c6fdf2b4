"""The line itself: which commands there are, and how an error reaches the user (one sentence, exit status 2)."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from annotator.errors import Cancelled, IntercoderError

COMMANDS = (
    "window", "open", "sample", "new", "add", "carry", "prehighlight", "suggestions", "import_codings", "agreement", "evaluate", "learn", "reliability", "export", "codebook",
    "merge", "check", "backup", "restore", "rescue", "log", "demo", "picture",
)  # fmt: skip
"""Modules of this package, in the order of the help."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        command = self.prog.removesuffix(".py")
        print(f"{message[:1].upper()}{message[1:]}; `{command} --help` shows what is understood.", file=sys.stderr)
        raise SystemExit(2)


def build_parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands, or of one: a window should not wait for modules that it does not need."""
    parser = _Parser(prog="main.py", description="Intercoder: code text together. Without a command the window opens.")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for name in [only] if only in COMMANDS else COMMANDS:
        import_module(f"ui.commands.{name}").add_parser(subparsers)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit status. 0 done, 1 `check` found something, 2 an error, 130 stopped by the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    first = arguments[0].replace("-", "_") if arguments else ""
    args = build_parser(first).parse_args(arguments)
    try:
        return int(args.run(args))
    except Cancelled as stopped:
        print(stopped, file=sys.stderr)
        return 130
    except KeyboardInterrupt:
        print("Stopped; what was finished before is kept.", file=sys.stderr)
        return 130
    except IntercoderError as fault:
        print(" ".join(str(fault).split()), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        print(f"{where}{fault.strerror or fault}; check the file, its folder and the disk.", file=sys.stderr)
        return 2
    except Exception as fault:
        if os.environ.get("INTERCODER_TRACE"):
            raise
        at = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        print(
            f"Something went wrong in the program ({type(fault).__name__} at {where}): please report it.",
            file=sys.stderr,
        )
        return 2
