"""The documents keep up with the code: links lead somewhere, and every command and option they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.commands.line import COMMANDS, build_parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("resources/**/*.md")])
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"main\.py ([a-z][a-z-]+)([^\n`]*)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    missing = [
        link
        for link in _LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_are_those_of_the_program(page: Path) -> None:
    parser = build_parser()
    known = next(action.choices for action in parser._actions if action.dest not in ("help",) and action.choices)
    for command, rest in _COMMAND.findall(page.read_text(encoding="utf-8")):
        assert command in known, f"{page.name} names a command {command}"
        options = {option for action in known[command]._actions for option in action.option_strings}  # type: ignore[index]
        for option in re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest):
            assert option in options, f"{page.name}: {command} has no option {option}"


def test_every_command_can_explain_itself() -> None:
    parser = build_parser()
    known = next(action.choices for action in parser._actions if action.dest not in ("help",) and action.choices)
    assert {name.replace("_", "-") for name in COMMANDS} == set(known)
    for command in known.values():  # type: ignore[attr-defined]
        assert command.description
        assert command.format_help()


def test_every_part_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:annotator|storage|ui|resources|docs|benchmarks|tests)/[\w/.*-]+)", text))
    missing = [name for name in sorted(named) if not any(ROOT.glob(name.rstrip("/")))]
    assert missing == []
