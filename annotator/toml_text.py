"""TOML from strangers: the standard library's parser, which takes time and memory squared for names of many parts."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 100
"""Parts of a dotted name: no table of ours lies deeper than five."""
_AROUND_DOTS = re.compile(r"[ \t]*\.[ \t]*")
_BETWEEN = re.compile(r"[\s=\[\]{},]+")
_JOINT = re.compile(r"[^.]\.")


def parse_toml(text: str) -> dict[str, Any]:
    """The table that a text holds. ValueError (TOMLDecodeError, with line and column, among them) where it is no TOML, and
    RecursionError where it is nested too deeply."""
    for word in _BETWEEN.split(_AROUND_DOTS.sub(".", text)):
        if word.count(".") > MOST_PARTS and len(_JOINT.findall(word)) > MOST_PARTS:
            raise ValueError(f"a name has more than {MOST_PARTS} parts")
    return tomllib.loads(text)
