"""Codebook files: TOML <-> Codebook, and the canonical JSON in which a project stores one. See docs/codebook-format.md.

Cues (the suggesters' lexicons) lie in files beside the codebook, which its `cues` names. Their texts are kept as
written, so that comments survive and a faulty pattern can be named by its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from annotator.codebook import Alias, Attribute, Code, Codebook, Facet, cue_key
from annotator.codebook_check import checked_codebook
from annotator.codebook_place import Place
from annotator.codebook_values import check_cue_name, check_cues
from annotator.errors import CodebookError
from annotator.files import opened
from annotator.toml_text import parse_toml
from annotator.wording import say

MOST_BYTES = 10_000_000


def read_codebook(path: Path) -> Codebook:
    """The codebook in a file, with the cue files that it names, which lie in the same folder.

    Raises CodebookError: one sentence with the file, the line or key, and what is allowed.
    """
    return parse_codebook(_read(path), where=path.name, folder=path.parent)


def parse_codebook(text: str, *, where: str, folder: Path | None = None) -> Codebook:
    """The codebook in a text. `where` stands for the file in errors; cue files are looked for in `folder`."""
    data = _toml(text, where=where)
    place = Place(where, text)
    names = data.get("cues")
    if isinstance(names, list):
        texts = data.setdefault("cue_texts", {})
        if not isinstance(texts, dict):
            raise place.error("cue_texts", say("must be a table of file names and texts."))
        del data["cues"]
        for name in names:
            check_cue_name(name, place, "cues")
            if folder is None:
                raise place.error(
                    "cues", say("names the file {name}, but this text was read without its folder.", name=name)
                )
            texts[name] = _read(folder / name)
    return _codebook(data, place)


def codebook_from_json(text: str) -> Codebook:
    """The codebook in the canonical JSON of `codebook_to_json`. Raises CodebookError."""
    where = say("the stored codebook")
    _limit(len(text), where=where)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CodebookError(say("{where} is not JSON: {reason}.", where=where, reason=_reason(error))) from None
    if not isinstance(data, dict):
        raise CodebookError(say("{where} must be a JSON object.", where=where))
    return _codebook(data, Place(where, ""), later=True)


def codebook_to_json(codebook: Codebook) -> str:
    """Canonical JSON: the same codebook gives the same bytes. Defaults are left out."""
    return json.dumps(_plain(codebook), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def codebook_to_toml(codebook: Codebook) -> str:
    """The codebook as one TOML text, cue files included; `parse_codebook` gives the same codebook back."""
    return _dump(_plain(codebook))


def check_codebook(codebook: Codebook, *, where: str) -> None:
    """Put a codebook made in memory to the tests that a file has to pass, cue texts left out. Raises CodebookError."""
    plain = {key: value for key, value in _plain(codebook).items() if key not in ("cues", "cue_texts")}
    checked_codebook({**plain, "cues": {}}, Place(where, ""))


class _Cues(Mapping[str, object]):
    """The cues of a stored codebook: a text is parsed when it is first asked for, which the screens never do.

    Raises CodebookError then, where a project's file was tampered with.
    """

    def __init__(self, plain: Mapping[str, object], texts: Mapping[str, str]) -> None:
        self._plain, self._texts = dict(plain), dict(texts)
        self._names = {cue_key(name): name for name in texts}

    def __getitem__(self, key: str) -> object:
        if key not in self._plain:
            name = self._names[key]
            place = Place(name, self._texts[name])
            self._plain[key] = check_cues(key, _toml(self._texts[name], where=name), place)
        return self._plain[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._plain, **self._names})

    def __len__(self) -> int:
        return len({**self._plain, **self._names})

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, ({key: self[key] for key in self},)


def _codebook(data: dict[str, Any], place: Place, *, later: bool = False) -> Codebook:
    """Parse the cue texts in `data` (`later`: when they are asked for), check everything, build the records."""
    texts = data.get("cue_texts", {})
    if not isinstance(texts, dict):
        raise place.error("cue_texts", say("must be a table of file names and texts."))
    cues = data.setdefault("cues", {})
    if not isinstance(cues, dict):
        raise place.error("cues", say('must be a list of file names, as in cues = ["name.threats.toml"], or a table.'))
    parsed: dict[str, Any] = {}
    for name, text in texts.items():
        check_cue_name(name, place, "cue_texts")
        if not isinstance(text, str):
            raise place.error("cue_texts", say("must hold a text for {name}.", name=name))
        if cue_key(name) in cues or cue_key(name) in parsed:
            raise place.error(
                "cues",
                say("gives “{cue_key}” twice; one file for each kind of cues is allowed.", cue_key=cue_key(name)),
            )
        parsed[cue_key(name)] = {} if later else _toml(text, where=name)
    data["cues"] = cues | parsed
    checked_codebook(data, place)
    return _built(data | {"cues": _Cues(cues, texts)} if later and texts else data)


def _built(data: Mapping[str, Any]) -> Codebook:
    return Codebook(
        **{key: value for key, value in data.items() if key != "facet"},
        facets=tuple(_facet(facet) for facet in data.get("facet", ())),
    )


def _facet(data: Mapping[str, Any]) -> Facet:
    rest = {key: value for key, value in data.items() if key not in ("attribute", "code")}
    return Facet(
        **rest,
        attributes=tuple(Attribute(**_tuples(attribute)) for attribute in data.get("attribute", ())),
        codes=tuple(_code(code, facet=data["name"]) for code in data.get("code", ())),
    )


def _code(data: Mapping[str, Any], *, facet: str) -> Code:
    rest = {key: value for key, value in data.items() if key != "aliases"}
    return Code(**_tuples(rest), facet=facet, aliases=tuple(_alias(alias) for alias in data.get("aliases", ())))


_ALIAS = frozenset(field.name for field in fields(Alias)) - {"options"}


def _alias(data: str | Mapping[str, Any]) -> Alias:
    if isinstance(data, str):
        return Alias(data)
    known: dict[str, Any] = {key: value for key, value in data.items() if key in _ALIAS}
    if "score" in known:
        known["score"] = float(known["score"])
    return Alias(**known, options={key: value for key, value in data.items() if key not in _ALIAS})


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _plain(codebook: Codebook) -> dict[str, Any]:
    """The codebook as tables, lists and values; what equals the default is left out, but for name and versions."""
    with_text = {cue_key(name) for name in codebook.cue_texts}
    plain: dict[str, Any] = {
        "name": codebook.name,
        **_kept(codebook, leave=("name", "meaning", "aids", "facets", "cues", "cue_texts")),
        "meaning": codebook.meaning,
        "aids": codebook.aids,
        "facet": [_plain_facet(facet) for facet in codebook.facets],
    }
    if cues := {key: codebook.cues[key] for key in codebook.cues if key not in with_text}:
        plain["cues"] = cues
    if codebook.cue_texts:
        plain["cue_texts"] = dict(codebook.cue_texts)
    return plain


def _plain_facet(facet: Facet) -> dict[str, Any]:
    plain = _kept(facet, leave=("attributes", "codes"))
    if facet.attributes:
        plain["attribute"] = [_kept(attribute) for attribute in facet.attributes]
    if facet.codes:
        plain["code"] = [_plain_code(code) for code in facet.codes]
    return plain


def _plain_code(code: Code) -> dict[str, Any]:
    plain = _kept(code, leave=("facet", "aliases"))
    if code.aliases:
        plain["aliases"] = [_plain_alias(alias) for alias in code.aliases]
    return plain


def _plain_alias(alias: Alias) -> str | dict[str, Any]:
    plain = _kept(alias, leave=("options",)) | dict(alias.options)
    return alias.text if len(plain) == 1 else plain


def _kept(record: Any, *, leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of a record that differ from their defaults, lists for tuples."""
    kept: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in leave or value == each.default or (each.name == "attributes" and not value):
            continue
        kept[each.name] = list(value) if isinstance(value, tuple) else value
    return kept


def _dump(plain: Mapping[str, Any]) -> str:
    import tomlkit  # slow to import, and only writing needs it

    return tomlkit.dumps(plain)


def _toml(text: str, *, where: str) -> dict[str, Any]:
    _limit(len(text), where=where)
    import tomllib  # a project holds its codebook in another form

    try:
        return parse_toml(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(say("{where} is not valid TOML: {reason}.", where=where, reason=_reason(error))) from None
    except (ValueError, RecursionError) as error:
        raise CodebookError(say("{where} cannot be read: {reason}.", where=where, reason=_reason(error))) from None


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return say("it is nested too deeply")
    return (str(error).splitlines() or ["unreadable"])[0][:200].rstrip(".")


def _limit(length: int, *, where: str) -> None:
    if length > MOST_BYTES:
        raise CodebookError(
            say(
                "{where} is too large: a codebook may hold at most {most_bytes} MB.",
                where=where,
                most_bytes=MOST_BYTES // 1_000_000,
            )
        )


def _read(path: Path) -> str:
    """The text of a codebook or cue file; at most MOST_BYTES are read."""
    try:
        with opened(path) as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CodebookError(say("{name} cannot be read: {why}.", name=path.name, why=error.strerror or error)) from None
    _limit(len(raw), where=path.name)
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CodebookError(
            say("{name} is not UTF-8 text (byte {start}); save it as UTF-8.", name=path.name, start=error.start)
        ) from None
