"""What ships with the program: codebooks and the sample."""

from __future__ import annotations

from pathlib import Path

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CODEBOOKS = RESOURCES / "codebooks"
SAMPLE = RESOURCES / "sample"
VERSION = "0.1.0"
"""The program's version; a test holds it to pyproject.toml."""
DEFAULT_CODEBOOK = CODEBOOKS / "regional-security.toml"


def default_codebook() -> Codebook:
    """The regional-security codebook."""
    return read_codebook(DEFAULT_CODEBOOK)
