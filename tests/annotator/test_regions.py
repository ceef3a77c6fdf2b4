"""Regions: on texts of our own with each fault of form, on anything, and on the real pieces."""

from __future__ import annotations

import itertools
import json
import os
import textwrap
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import LEFT_OUT, Region, Span
from annotator.reflow import reflow
from annotator.regions import find_regions, merge_regions
from annotator.regions.hyphens import Vocabulary

FIXTURES = Path(__file__).parent.parent / "data" / "documents" / "regions"
MARKS = {"boilerplate": "B", "duplicate": "D", "caption": "C"}


def read_fixture(path: Path) -> tuple[str, list[str]]:
    """A fixture's text and the marks before each of its lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line[3:] for line in lines), [line[:2] for line in lines]


def marks_of(text: str) -> list[str]:
    """The marks that find_regions gives to each line of a text."""
    regions = find_regions(text)
    marks = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        kind = next((MARKS[r.kind] for r in regions if r.left_out and line and r.start <= start and end <= r.end), " ")
        into = [r for r in regions if r.transparent and line and r.start < start <= r.end <= end]
        join = {"soft-break": "+", "hyphen": "-"}[into[0].kind] if into else " "
        marks.append(kind + join)
        start = end + 1
    return marks


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_each_line_is_taken_for_what_it_is(path: Path) -> None:
    text, expected = read_fixture(path)
    lines = text.split("\n")
    found = marks_of(text)
    wrong = [f"{f!r} for {e!r}: {line}" for f, e, line in zip(found, expected, lines, strict=True) if f != e]
    assert not wrong


def test_words_broken_at_line_ends_are_whole_when_reflowed() -> None:
    text, _ = read_fixture(FIXTURES / "column.txt")
    flowed = reflow(text, find_regions(text)).text
    for phrase in (
        "Pak-Afghan chamber",
        "The Tehreek-e-Taliban Pakistan claimed",
        "the countries which",
        "re-engage",
        "fighters of the IS-K cross",
        "the 1996-2001 period",
        "the spill-over was",
        "is not new—it is older",
        "the counter-terrorism talks",
        "Nobody on the spot expects otherwise",
        "cargo of melons",
    ):
        assert phrase in flowed


@pytest.mark.parametrize("width", [32, 45, 60, 72, 100])
@pytest.mark.parametrize("indent", ["", "    "])
def test_paragraphs_wrapped_at_any_width_are_whole_when_reflowed(width: int, indent: str) -> None:
    paragraphs = [
        line[3:]
        for name in ("blog", "box_inside", "digest", "paragraphs")
        for line in (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        if line.startswith("  |") and len(line) > 120
    ]
    wrapped = ["\n".join(textwrap.wrap(p, width, initial_indent=indent)) for p in paragraphs]
    text = ("\n" if indent else "\n\n").join(wrapped)
    found = [line.strip() for line in reflow(text, find_regions(text)).text.split("\n") if line.strip()]
    assert found == paragraphs


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("the IS-", "K fighters", True),
        ("Al-", "Qaeda", True),
        ("Lashkar-", "e-Jhangvi", True),
        ("Mazar-i-", "Sharif", True),
        ("in 1996-", "2001", True),
        ("the re-", "emerging group", True),
        ("a co-", "operation", True),
        ("the Taliban-", "led government", True),
        ("foreign-", "backed groups", True),
        ("so-", "called caliphate", True),
        ("anti-", "state actors", True),
        ("long-", "standing issues", True),
        ("well-", "documented", True),
        ("high-", "lighted", False),
        ("the coun-", "tries", False),
        ("the re-", "gion", False),
        ("a pro-", "vince", False),
        ("Afghani-", "stan", False),
        ("under-", "stand", False),
        ("AFGHAN-", "ISTAN", False),
        ("inter-", "national", False),
        ("coordi-", "nation", False),
        ("govern\u00ad", "ment", False),
        ("self\u00ad", "styled", False),
        ("pdf\u0002", "text", False),
    ],
)
def test_hyphens_of_the_word_and_of_the_printer(before: str, after: str, kept: bool) -> None:
    assert Vocabulary(f"Taliban and Afghanistan. {before}\n{after}").keeps_hyphen(before, after) == kept


def test_the_text_itself_shows_how_a_word_is_written() -> None:
    assert Vocabulary("the spill-over of violence").keeps_hyphen("spill-", "over")
    assert not Vocabulary("the spillover of violence").keeps_hyphen("spill-", "over")
    assert not Vocabulary("a spill-\nover").keeps_hyphen("spil-", "lover")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A convoy near Zabul. PHOTO: HIGHLAND PRESS", "PHOTO: HIGHLAND PRESS"),
        ("A convoy near Zabul (AP Photo/Somebody Else)", "(AP Photo/Somebody Else)"),
        ("A convoy near Zabul. [File: Some One/Reuters]", "[File: Some One/Reuters]"),
        ("A convoy near Zabul. Some One/AFP", "Some One/AFP"),
        ("A convoy near Zabul | Photo by Some One", "Photo by Some One"),
        ("REUTERS/Some One", "REUTERS/Some One"),
        ("A convoy near Zabul, said a spokesman for the army.", ""),
        ("The army wants to improve its image (a picture of defeat).", ""),
        ("Images by satellite firms confirmed the build-up.", ""),
        ("KABUL (Reuters) - Nothing moved on Monday.", ""),
    ],
)
def test_credits_are_captions_but_sentences_are_not(line: str, credit: str) -> None:
    text = "The army moved on Sunday.\n" + line
    found = [text[r.start : r.end] for r in find_regions(text) if r.kind == "caption"]
    assert found == ([credit] if credit else [])


ARTICLE = "\n".join(
    f"Paragraph {word} says that the envoy of the {word} province met the elders there and left without a promise."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
)


@pytest.mark.parametrize(
    "line",
    [
        "Originally posted here:",
        "See the original post here:",
        "Excerpt from:",
        "Leave a Comment",
        "Your email address will not be published. Required fields are marked *",
        "This article was originally published in The Steppe Review.",
        "Published in The Steppe Review, March 5th, 2017.",
        "Follow us on Twitter and Facebook",
        "Like Opinion & Letters on Facebook, follow @SteppeLetters on Twitter to receive all updates.",
        "Sign up for our daily newsletter",
        "This work is licensed under a Creative Commons Attribution 4.0 International licence.",
        "We use cookies to improve your experience.",
        "The writer is a retired brigadier and teaches in Quetta.",
        "Hamid Orozov is a research fellow at the Institute of Steppe Studies.",
        "Email: hamid@example.org",
        "Tags: Pakistan, Taliban",
        "Filed under: Pakistan",
        "Copyright 2017 The Steppe Review. All rights reserved.",
        "Click to share on Twitter (Opens in new window)",
        "You may also like",
        "Read more",
        "… we have a small favour to ask. Readers of our reports on Pakistan keep us alive.",
        "If you value reports from Kabul, please support us and become a member today.",
        "A weblog on the steppe and its neighbours",
    ],
)
def test_what_stands_behind_an_article_is_boilerplate(line: str) -> None:
    text = f"{ARTICLE}\n{line}\n"
    found = [text[r.start : r.end] for r in find_regions(text) if r.left_out]
    assert found == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Like many Afghans, he posted on Facebook that the war was lost.",
        "No part of the country is safe from the Islamic State.",
        "Support for the Taliban today comes from readers of one book.",
        "All opinions agree that the Taliban do not represent Afghans.",
        "Share the burden, Islamabad tells Kabul",
        "Search for peace",
        "What next for the region?",
        "Latest attack on Kabul",
        "More attacks are feared",
        "Ashraf Ghani is a former professor who fled the city.",
        "Next story in a long war: Herat",
        "Notes from Kabul",
        "Comments by the ministry in Moscow did not help.",
        "Previously posted troops were withdrawn by Dushanbe.",
        "About the Taliban nobody speaks.",
        "Source of weapons dries up",
        "The original agreement of Doha, posted here by the embassy, was in English.",
        "Updated figures of the United Nations show 400 dead.",
        "By Friday Kabul had fallen",
        "Trending upwards: attacks in Khost",
        "If you can, flee, the governor told Afghans who support our troops.",
        "Help us, the elders of Kunduz wrote, or the Taliban will.",
        "A journal of the war in Helmand was found in the ruins.",
        "Pakistan must",
        "- close the camps",
    ],
)
def test_lines_of_an_article_stay(line: str) -> None:
    for text in (
        f"{ARTICLE}\nAshraf Ghani was seen in Doha again, a diplomat said.\n{line}\n{ARTICLE.replace('says', 'holds')}",
        f"{ARTICLE}\nAshraf Ghani was seen in Doha again, a diplomat said.\n{line}",
    ):
        start = text.index(line)
        assert not [
            r for r in find_regions(text) if r.left_out and Span(r.start, r.end).overlap(Span(start, start + len(line)))
        ]


def test_menu_that_names_pages_is_left_out_up_to_the_blank_line() -> None:
    menu = "Home\nAbout\nMapping the War in Helmand\nAir Raids on Yemen"
    for text, left_out in (
        (f"The Steppe Journal\n{menu}\n\nTaliban take a town\n\n{ARTICLE}", [menu]),
        (f"Home\n\nAbout the Taliban\nA map of Helmand\nRaids on Yemen\n\nWhat next\n\n{ARTICLE}", []),
        (f"{menu}\n\n{ARTICLE}", []),  # the last line may be the article's title
    ):
        regions = merge_regions([region for region in find_regions(text) if region.left_out])
        assert [text[region.start : region.end] for region in regions] == left_out


@pytest.mark.parametrize(
    "heading", ["Discussion", "Comments", "Responses", "Notes", "Related work", "About us", "Sources"]
)
def test_a_chapter_stays_whatever_its_heading(heading: str) -> None:
    chapter = ARTICLE.replace("says", "holds").replace("envoy", "prefect").replace("promise", "word")
    text = f"{ARTICLE}\n{heading}\n{chapter}"
    assert not [r for r in find_regions(text) if r.left_out and r.end - r.start > len(heading)]


@pytest.mark.parametrize("last", ["more.", "like.", "save.", "print."])
def test_the_last_word_of_a_paragraph_is_no_button(last: str) -> None:
    text = f"{ARTICLE}\n{last}\n{ARTICLE.replace('says', 'holds')}"
    assert not [r for r in find_regions(text) if r.left_out and text[r.start : r.end] == last]


def test_a_whole_article_pasted_into_one_line_is_found_in_it() -> None:
    text = (
        ARTICLE
        + "\nUpdate of the desk at noon. "
        + ARTICLE.replace("\n", " ")
        + " New words of the governor follow here."
    )
    left = [text[r.start : r.end] for r in find_regions(text) if r.kind == "duplicate"]
    assert len(left) == 1
    assert left[0].startswith("Paragraph first says")
    assert left[0].endswith("promise. ")


def test_nothing_is_found_in_little() -> None:
    for text in ("", "\n\n \n", "One line.", "Leave a Reply", "a\nb\nc", "x" * 5000):
        assert not [r for r in find_regions(text) if r.kind in ("soft-break", "hyphen", "duplicate")]
    assert find_regions("") == ()


def test_merged_regions_do_not_overlap() -> None:
    merged = merge_regions(
        [Region(5, 9, "duplicate"), Region(0, 6, "boilerplate"), Region(2, 3, "soft-break"), Region(1, 4, "caption")]
    )
    assert merged == (Region(0, 6, "boilerplate"), Region(2, 3, "soft-break"), Region(6, 9, "duplicate"))


pieces = st.sampled_from(
    ["the Taliban ", "said. ", "coun-", "\n", "\n\n", "IS-", "K ", "🙂", "\u00a0", "\u2028", "Kabul ", "- ", "1. ", "Leave a Reply\n", ARTICLE, "12\n"]
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join) | st.text(max_size=200))
def test_regions_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    regions = find_regions(text)
    assert list(regions) == sorted(regions, key=lambda r: (r.start, r.end))
    assert all(0 <= r.start < r.end <= len(text) for r in regions)
    for kinds in (LEFT_OUT, {"soft-break", "hyphen"}):
        some = [r for r in regions if r.kind in kinds]
        assert all(a.end <= b.start for a, b in itertools.pairwise(some))
    assert all("\n" in text[r.start : r.end] for r in regions if r.transparent)
    assert find_regions(text) == regions


CORPUS = os.environ.get("INTERCODER_CORPUS")


def agreed_spans() -> dict[str, dict[Span, set[str]]]:
    spans: dict[str, dict[Span, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted((Path(str(CORPUS)) / "codings").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans[row["document"]][Span(row["start"], row["end"])].add(row["coder"])
    return spans


@pytest.mark.skipif(not CORPUS, reason="INTERCODER_CORPUS names no folder")
def test_no_text_that_two_coders_coded_is_left_out_of_the_real_pieces() -> None:
    for name, spans in agreed_spans().items():
        text = (Path(str(CORPUS)) / "corpus" / name).read_bytes().decode("utf-8")
        regions = [r for r in find_regions(text) if r.left_out]
        lost = [text[s.start : s.end] for s, coders in spans.items() if len(coders) >= 2 and any(s.overlap(Span(r.start, r.end)) for r in regions)]  # fmt: skip
        assert not lost
        last = max(span.end for span in spans)
        tail = reflow(text[last:], find_regions(text)).text if not regions else "".join(
            text[a.end : b.start] for a, b in zip(regions, [*regions[1:], Region(len(text), len(text), "caption")], strict=True) if a.end > last
        )  # fmt: skip
        assert len(tail.strip()) <= 150, "hardly anything is left behind the last coding"


@pytest.mark.skipif(not CORPUS, reason="INTERCODER_CORPUS names no folder")
def test_codings_of_the_real_pieces_are_unbroken_when_reflowed() -> None:
    for name, spans in agreed_spans().items():
        text = (Path(str(CORPUS)) / "corpus" / name).read_bytes().decode("utf-8")
        flow = reflow(text, find_regions(text))
        broken = [
            text[s.start : s.end] for s in spans if "\n" in flow.text[flow.to_flowed(s.start) : flow.to_flowed(s.end)]
        ]
        assert not broken


def test_note_on_the_author_in_brackets_and_line_with_name_and_date() -> None:
    head = "Council waits for water\n\nAnna Berger | Updated: 12 June 2023, 08:15 IST\n\n"
    text = head + ARTICLE + "\n\n(Anna Berger is a former ambassador. Views are personal.)\n"
    found = [text[r.start : r.end] for r in find_regions(text) if r.left_out]
    assert [each[:14] for each in found] == ["Anna Berger | ", "(Anna Berger i"]
