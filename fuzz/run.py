"""Run one fuzzing target under atheris: `python -m fuzz.run NAME [-max_total_time=600 …]`; `--list` names them."""

from __future__ import annotations

import sys
import warnings


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] == "--list":
        from fuzz.targets import targets

        sys.stdout.write("\n".join(targets()) + "\n")
        return 0
    try:
        import atheris
    except ModuleNotFoundError:
        sys.stderr.write(
            "Fuzzing needs atheris, which is not installed: `pip install atheris` (Linux, Python 3.11 to 3.13).\n"
        )
        return 2
    with atheris.instrument_imports(include=["annotator", "storage"], enable_loader_override=False):
        from fuzz.targets import targets
    warnings.simplefilter("ignore")
    target = targets()[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
