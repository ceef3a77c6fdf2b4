"""suggestions PROJECT -o FILE.jsonl: the suggestions as lines of JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

import orjson

from annotator.plurals import plural
from storage.atomic import replacing
from storage.suggestions import all_suggestions
from storage.texts import list_documents, stored_text
from ui.commands.show import project_at


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "suggestions",
        help="write the suggestions",
        description="Write the present suggestions, one JSON object a line.",
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.jsonl")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    number = 0
    with project_at(args.project) as project, replacing(args.output) as draft, draft.open("wb") as file:
        names = {entry.sha256: entry.name for entry in list_documents(project)}
        held, text = "", ""
        for s in all_suggestions(project):
            if s.document != held:
                held, text = s.document, stored_text(project, s.document)
            line = {
                "document": names[s.document], "sha256": s.document, "start": s.start, "end": s.end, "text": text[s.start : s.end],
                "facet": s.facet, "code": s.code, "attributes": dict(s.attributes), "source": s.source, "score": s.score,
                "model": s.model, "id": s.id, "meaning_version": s.meaning_version, "aids_version": s.aids_version,
            }  # fmt: skip
            file.write(orjson.dumps(line) + b"\n")
            number += 1
    print(f"Wrote {plural(number, 'suggestion')} to {args.output}.")
    return 0
