"""Run one fuzzing target under atheris: `python -m fuzz.run NAME [-max_total_time=600 …]`; `--list` names them.

What it learned and found lies in .fuzz: the corpus of each target, from which the next run goes on, and the inputs that
broke one, each of which `python -m fuzz.run NAME .fuzz/finds/FILE` runs alone.
"""

from __future__ import annotations

import hashlib
import pkgutil
import sys
import warnings
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".fuzz"
LIMITS = ("-timeout=30", "-rss_limit_mb=2048", "-max_len=100000", "-len_control=0")
"""Seconds and megabytes that one input may take (the fuzzer itself takes half of them)."""


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
    import annotator
    import storage

    with atheris.instrument_imports(include=["annotator", "storage"], enable_loader_override=False):
        from fuzz.targets import seeds, targets

        for package in (annotator, storage):  # those too that are imported when they are first used
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                import_module(module.name)
    warnings.simplefilter("ignore")
    name = sys.argv.pop(1)
    finds, corpus = FOLDER / "finds", FOLDER / "corpus" / name
    for folder in (finds, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds(name):
        (corpus / hashlib.sha256(seed).hexdigest()[:40]).write_bytes(seed)
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")] or [str(corpus)]
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    atheris.Setup([sys.argv[0], *LIMITS, f"-artifact_prefix={finds}/{name}-", *options, *given], targets()[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
