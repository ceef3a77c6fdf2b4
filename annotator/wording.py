"""What the layers below say to people: sentences as templates, which a window has translated, with the values put in last.

`say("There is no project at {path}.", path=path)` is English until somebody installs a translation; a command never does.
docs/words.py finds the templates by these calls, so each stands as a literal in a call of `say`, `say_count`, `plural`,
or of `later` and `later_count`, where a table keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from string import Formatter
from typing import Any, TypeAlias

Words: TypeAlias = Callable[[str, int], str]
"""(template, number, or -1 where nothing is counted) -> the template in the language of the screen, or as it was."""
Numbers: TypeAlias = Callable[[int], str]
"""How that language writes a number; asked for what the template writes as {number:,}."""
_NOTHING_COUNTED = -1

_ENGLISH = "en"

_language: tuple[Words, Numbers, str] | None = None


def translate_with(words: Words | None, numbers: Numbers = "{:,}".format, *, name: str = _ENGLISH) -> None:
    """From now on, say it in these words, in every thread; None is English. Both functions are called from any thread."""
    global _language
    _language = None if words is None else (words, numbers, name)


def language() -> str:
    """The code of the language that is spoken ("en", "pt-BR"), as pages name it."""
    return _language[2] if _language else _ENGLISH


def say(template: str, /, **values: Any) -> str:
    """A sentence in the language of the screen, its fields filled with the values. Braces in values mean nothing."""
    return Said.of(template, "", _NOTHING_COUNTED, values)


def say_count(number: int, one: str, many: str, /, **values: Any) -> str:
    """A sentence that counts: `one` for one thing, else `many`; {number} is the number. A language may have more forms."""
    return Said.of(many, one, number, {**values, "number": number})


def later(template: str) -> str:
    """A template that a table keeps, for `say` to take from there."""
    return template


def later_count(one: str, many: str) -> tuple[str, str]:
    """The two templates of a count that a table keeps, for `say_count`."""
    return one, many


class Said(str):
    """A sentence that knows what it was made of: sent to another process, it is said there, in that one's language."""

    __slots__ = ("made_of",)
    made_of: tuple[str, str, int, dict[str, Any]]

    @classmethod
    def of(cls, template: str, one: str, number: int, values: dict[str, Any]) -> Said:
        made = cls(_filled(template, one, number, values))
        made.made_of = (template, one, number, values)
        return made

    def __str__(self) -> str:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        template, one, number, values = self.made_of
        return Said.of, (template, one, number, {name: _sendable(value) for name, value in values.items()})


def english(words: str) -> str:
    """A sentence in English whatever the screen speaks: for what is stored, and compared, in the project."""
    if not isinstance(words, Said):
        return words
    template, one, number, values = words.made_of
    plain = {name: english(value) if isinstance(value, str) else value for name, value in values.items()}
    return (one if number == 1 and one else template).format(**plain)


def parcel(words: object) -> object:
    """A sentence, or a value of one, as JSON can hold it: for processes that send no Python objects."""
    words = _sendable(words)
    if isinstance(words, Said):
        template, one, number, values = words.made_of
        return {"say": [template, one, number], "values": {name: parcel(value) for name, value in values.items()}}
    return words if isinstance(words, str | int | float) else str(words)


def unpacked(words: Any) -> Any:
    """What `parcel` made, said here."""
    if not isinstance(words, Mapping):
        return words
    template, one, number = words["say"]
    return Said.of(template, one, number, {name: unpacked(value) for name, value in words["values"].items()})


def _filled(template: str, one: str, number: int, values: Mapping[str, Any]) -> str:
    english = one if number == 1 and one else template
    spoken = _language
    if spoken is None:
        return english.format(**values)
    words, numbers, _ = spoken
    told = words(template, number)
    if told == template or _fields(told) not in (_fields(template), _fields(english)):
        told = english
    try:
        return told.format(**{name: _shown(value, numbers) for name, value in values.items()})
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):  # a format that does not suit the value
        return english.format(**values)


def _sendable(value: object) -> object:
    """An error as its sentence: the error itself may hold what can't be sent."""
    return str(value) if isinstance(value, Exception) else value


@lru_cache(maxsize=2048)
def _fields(template: str) -> frozenset[str] | None:
    """The names in braces; None where the braces are no such thing."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError:
        return None


def _shown(value: object, numbers: Numbers) -> object:
    return _Number.of(value, numbers) if type(value) is int else value


class _Number(int):
    """An integer that {:,} writes as the language does."""

    numbers: Numbers

    @classmethod
    def of(cls, value: int, numbers: Numbers) -> _Number:
        made = cls(value)
        made.numbers = numbers
        return made

    def __format__(self, how: str) -> str:
        return self.numbers(int(self)) if how == "," else super().__format__(how)
