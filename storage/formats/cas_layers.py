"""Layers of other people's INCEpTION projects: a span layer's codes stand in one of its features, by usual names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.wording import say
from storage.formats.dataset import Incoming, IncomingDocument

_CUSTOM = ("webanno.custom.", "custom.")
_NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_DOCUMENT = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_ABOUT = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
_CODES = ("code", "value", "label", "category", "class", "type", "tag", "name")
"""Features that name the code, the usual ones first; where a layer has none of them, its first text does."""
_INHERITED = frozenset(("begin", "end", "sofa", "identifier", "xmiID"))


def is_layer(one: Any) -> bool:
    """Whether a feature structure is somebody's annotation, not tokens, sentences or the record of the document."""
    return str(one.type.name).startswith(_CUSTOM) or one.type.name == _NAMED_ENTITY


def foreign_name(found: Sequence[Any]) -> str:
    """The document's name as INCEpTION has it, "" where it does not say."""
    return _said(found, _ABOUT, "sourceDocumentName") or _said(found, _DOCUMENT, "documentTitle")


def foreign_coder(found: Sequence[Any]) -> str:
    """The user whose annotations these are, "" where nobody is named."""
    return _said(found, _ABOUT, "username")


def _said(found: Sequence[Any], type_: str, feature: str) -> str:
    values = (getattr(one, feature, None) for one in found if one.type.name == type_)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def foreign_coding(where: str, one: Any, document: IncomingDocument, coder: str) -> tuple[Incoming | None, str]:
    """(the coding, a note on how its layer was read). None for relations, chains and layers of whole documents."""
    layer = str(one.type.name)
    short = layer.rpartition(".")[2]
    start, end = getattr(one, "begin", None), getattr(one, "end", None)
    names = [feature.name for feature in one.type.all_features]
    if not isinstance(start, int) or not isinstance(end, int) or {"Governor", "Dependent"} & set(names):
        return None, say("Left out: the layer {layer}, which does not code spans.", layer=layer)
    if not 0 <= start < end <= len(document.text):
        return None, say("Left out: empty spans of the layer {layer}.", layer=layer)
    texts = {name: value for name in names if name not in _INHERITED and isinstance(value := getattr(one, name), str)}
    texts = {name: value for name, value in texts.items() if value}
    by_name = {name.casefold(): name for name in texts}
    chosen = next((by_name[name] for name in _CODES if name in by_name), next(iter(texts), ""))
    attributes = {name: value for name, value in texts.items() if name != chosen}
    coding = Incoming(
        where, document.name, coder, start, end, "", texts.get(chosen, short), attributes, document.key,
        document.text[start:end], foreign=True, label=texts.get(chosen, short), group=short,
    )  # fmt: skip
    if not chosen:
        return coding, say("Took the layer {layer}: its name is the code.", layer=layer)
    return coding, say("Took the layer {layer}: its feature {chosen} names the code.", layer=layer, chosen=chosen)
