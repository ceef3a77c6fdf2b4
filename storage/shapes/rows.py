"""What an entity of the log must look like: its key, and each field of its row.

Whatever comes from a stranger (an event of a merge, an entry of a package) is looked at here before it is kept, so that
those who read the tables need not doubt what stands there. Shapes are closed: a field that is not named here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from annotator.errors import IntercoderError
from annotator.wording import later, say
from storage.shapes import codings, study
from storage.shapes.parts import Texts, need


def odd_row(entity: object, key: object, row: object, texts: Texts) -> str:
    """What is odd about an entity's row, empty if nothing is."""
    try:
        check = _CHECKS.get(entity) if isinstance(entity, str) else None
        if check is None:
            return say("it changes {entity!r:.40}, which this version does not know", entity=entity)
        need(isinstance(key, str) and 0 < len(key) <= 4000, later("a key is no text"))
        need(isinstance(row, dict), later("a {entity} is no object"), entity=entity)
        orjson.dumps(row)
        check(key, row, texts)  # type: ignore[arg-type]
    except (IntercoderError, ValueError, TypeError, KeyError, RecursionError) as fault:
        return (str(fault).splitlines() or [say("it holds what no event does")])[0][:300].rstrip(".")
    return ""


_CHECKS: dict[str, Callable[[str, Mapping[str, Any], Texts], None]] = {
    "coding": codings.check_coding, "document": codings.check_document, "regions": codings.check_regions,
    "override": codings.check_override, "codebook": codings.check_codebook,
    "suggestions": codings.check_suggestions,
    "decision": codings.check_decision, "completion": codings.check_completion,
    "exposure": codings.check_exposure, "memo": codings.check_memo,
    "coder": study.check_coder, "setting": study.check_setting, "study": study.check_study,
    "assignment": study.check_assignment,
    "gold": study.check_gold,
    "proposal": study.check_proposal,
}  # fmt: skip
