"""XML from strangers (no DTD, no entities, no network), and texts that XML can hold."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from annotator.errors import FormatError
from annotator.wording import say

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 can't hold in any spelling."""
MOST_PARTS = 3_000_000
"""Tags and attributes of one XML file: so many take up to a gigabyte once they are read."""
REPLACEMENT = "\ufffd"


def parsed(raw: bytes, where: str) -> Any:
    """The root element. FormatError for what is not XML, or brings a document type of its own."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    refusal = FormatError(
        say("{where}: a document type or entities are not allowed; save it as plain UTF-8 XML.", where=where)
    )
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refusal
    if len(raw) > MOST_PARTS and raw.count(b"<") + raw.count(b"=") > MOST_PARTS:
        raise FormatError(
            say(
                "{where}: it holds more than {most_parts:,} tags and attributes: split it.",
                where=where,
                most_parts=MOST_PARTS,
            )
        )
    try:
        root = etree.fromstring(raw, parser)
        docinfo: Any = root.getroottree().docinfo
        if docinfo.doctype:  # spelled in an encoding in which the bytes above do not show
            raise refusal
        return root
    except (etree.XMLSyntaxError, ValueError) as fault:
        if "xcessive depth" in str(fault):
            raise FormatError(say("{where}: the XML is nested too deeply.", where=where)) from fault
        raise FormatError(
            say("{where}: this is not well-formed XML ({fault}).", where=where, fault=str(fault)[:120])
        ) from fault


def safe(text: str) -> str:
    """The text with U+FFFD in place of each forbidden character, so that all offsets stay."""
    return FORBIDDEN.sub(REPLACEMENT, text)
