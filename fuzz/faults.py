"""Known faults of the locked packages, as pip-audit's database has them: `python -m fuzz.faults`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "runtime.txt"
PATIENCE = 600
"""Seconds after which the database is held to be out of reach."""


def looked_up() -> list[dict[str, Any]]:
    """pip-audit's answer for each locked package; empty where it had none, as without a network."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", str(LOCK), "-f", "json"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


def main() -> int:
    """Exit status 1 where a package has a known fault."""
    answers = looked_up()
    known = [answer for answer in answers if "vulns" in answer]
    faulty = [answer for answer in known if answer["vulns"]]
    for answer in faulty:
        for fault in answer["vulns"]:
            mended = ", ".join(fault.get("fix_versions") or ()) or "no version"
            sys.stdout.write(
                f"{answer['name']} {answer['version']} has a known fault, {fault['id']}, mended in {mended}.\n"
            )
    if not known:
        sys.stdout.write(
            "The database of known faults could not be reached from here: no locked package was looked up.\n"
        )
    else:
        rest = f"; {len(answers) - len(known)} could not be looked up" if len(known) < len(answers) else ""
        sys.stdout.write(
            f"{len(known)} locked packages were looked up, {len(faulty)} of them have known faults{rest}.\n"
        )
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
