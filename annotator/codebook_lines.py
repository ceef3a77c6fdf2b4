"""Where in a TOML text a key or table stands, so that a fault can be named by its line."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_TRIPLE = re.compile(r'"""|' + r"'''")

Path = tuple[str | int, ...]

LONGEST_HEAD = 500
"""Characters of a line in which a key or header is looked for; hostile lines may be megabytes long."""


class TomlLines:
    """Line numbers (from 1) of the keys and tables of a TOML text.

    A path names nested keys, with the position (from 0) after the name of an array of tables:
    `("facet", 0, "code", 3, "colour")`. What lies inside an array or an inline table has the line of its key.
    """

    def __init__(self, text: str) -> None:
        self._text = text.split("\n")
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        closing = ""
        for number, line in enumerate(self._text, start=1):
            if closing:
                closing = "" if line.count(closing) % 2 else closing
                continue
            head = line[:LONGEST_HEAD]
            if header := _HEADER.match(head):
                table = self._enter(_parts(header[2]), array=header[1] == "[[", number=number)
            elif key := _KEY.match(head):
                self._lines.setdefault(table + tuple(_parts(key[1])), number)
            closing = _left_open(line)

    def _enter(self, parts: list[str], *, array: bool, number: int) -> Path:
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, parts[-1])
        if array:
            count = self._counts.get(path, 0)
            self._counts[path] = count + 1
            self._lines.setdefault(path, number)
            path = (*path, count)
        self._lines.setdefault(path, number)
        return path

    def line(self, *path: str | int, containing: str = "") -> int:
        """The line of `path`, or of the nearest thing around it; 1 where nothing is known.

        `containing`: the first line from there on that holds this text, where there is one (an item of an array).
        """
        found = next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 1)
        if containing:
            for number in range(found, len(self._text) + 1):
                if containing in self._text[number - 1]:
                    return number
        return found


def _parts(dotted: str) -> list[str]:
    return [a or b or c for a, b, c in _PART.findall(dotted)] or [dotted]


def _left_open(line: str) -> str:
    """The kind of triple quote that this line opens and does not close, if any."""
    opened = ""
    for mark in _TRIPLE.findall(line):
        opened = mark if not opened else "" if mark == opened else opened
    return opened
