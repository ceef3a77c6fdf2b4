"""Every error is raised with a sentence that can be translated, and every template is given the values of its fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from annotator import errors

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for folder in ("annotator", "storage", "ui") for path in (ROOT / folder).rglob("*.py"))
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
FURTHER = {"ModelMissing", "UnreadableError", "NoRoomError", "DamagedError"}
"""Errors of single modules; a test holds this set and the classes together."""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def bare_errors(tree: ast.AST) -> Iterator[int]:
    """Lines where an error is made of a literal that did not go through `say`."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in ERRORS | FURTHER):
        for given in call.args:
            if any(isinstance(part, ast.JoinedStr | ast.Constant) for part in _shown(given)):
                yield given.lineno


def _shown(value: ast.expr) -> Iterator[ast.expr]:
    """What a value may be, but not what it hands to a call."""
    yield value
    if isinstance(value, ast.IfExp):
        yield from (*_shown(value.body), *_shown(value.orelse))
    elif isinstance(value, ast.BinOp):
        yield from (*_shown(value.left), *_shown(value.right))
    elif isinstance(value, ast.BoolOp):
        for one in value.values:
            yield from _shown(one)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        yield from _shown(value.func.value)  # "…".format()


def unfit_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls of `say` and `say_count` whose fields are not those that they are given."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in ("say", "say_count")):
        given = {keyword.arg for keyword in call.keywords}
        for template in call.args:
            if isinstance(template, ast.JoinedStr):
                yield call.lineno, "an f-string"
            if not isinstance(template, ast.Constant) or not isinstance(template.value, str) or None in given:
                continue
            fields = {name for _, name, _, _ in Formatter().parse(template.value) if name is not None}
            counted = {"number"} if _name(call) == "say_count" else set()
            if not given <= fields or not fields <= given | counted:
                yield call.lineno, template.value


def said_too_early(tree: ast.AST, *, inside: bool = False) -> Iterator[int]:
    """Lines where something is said while a module is read: in English for ever. A table keeps `later("…")`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.decorator_list):
                yield from said_too_early(ast.Expr(default), inside=inside)
            for statement in node.body:
                yield from said_too_early(ast.Expr(statement), inside=True)  # type: ignore[arg-type]
        elif isinstance(node, ast.Lambda):
            yield from said_too_early(node.body, inside=True)
        else:
            if isinstance(node, ast.Call) and _name(node) in ("say", "say_count", "plural") and not inside:
                yield node.lineno
            yield from said_too_early(node, inside=inside)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_messages(path: Path) -> None:
    if path.name == "plurals.py":  # which makes its templates
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(bare_errors(tree)) == []
    assert list(unfit_calls(tree)) == []
    assert list(said_too_early(tree)) == []


def test_bare_errors_are_found() -> None:
    source = """
raise ProjectError("Bare.")
raise FormatError(f"{name} is bare.")
raise errors.ActError("a" if b else say("c"))
raise ActError(say("Fine."))
raise DocumentError(str(fault))
raise DocumentError("{} is bare".format(name))
raise ValueError("not shown")
"""
    assert list(bare_errors(ast.parse(source))) == [2, 3, 4, 7]


def test_unfit_calls_are_found() -> None:
    source = 'say("{a} {b}", a=1)\nsay("{a}", a=1, b=2)\nsay("{a!r:.3}", a=1)\nsay_count(n, "{number} a", "{numbe} as")\nsay(f"{a}")'
    assert [line for line, _ in unfit_calls(ast.parse(source))] == [1, 2, 4, 5]


def test_what_is_said_too_early_is_found() -> None:
    source = 'A = say("a")\nB = [later("b")]\ndef f(x=say("c")):\n    return say("d")\ng = lambda: say("e")\nclass C:\n    d = plural(1, "f")'
    assert list(said_too_early(ast.parse(source))) == [1, 3, 7]


def test_every_kind_of_error_is_known() -> None:
    known = ERRORS | {"EncodingUnknown"}  # which makes its own sentence
    found = {
        node.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and {getattr(base, "id", "") for base in node.bases} & known
    }
    assert found - ERRORS - {"EncodingUnknown"} == FURTHER
