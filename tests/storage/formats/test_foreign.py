"""Files as other programs write them: what they hold comes in, what has no place here is said, nothing is guessed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.errors import FormatError
from storage.codings import all_codings
from storage.opening import create_project
from storage.project import Project
from storage.texts import NewDocument, add_documents, list_documents, load_document, stored_text
from ui.workflows.import_codings import Imported, import_codings

TEXT = "😀 Pakistan warned\nthe Taliban; Ministry of Defence denied it."
BOOK = Codebook(
    name="ours",
    facets=(
        Facet(
            "actor",
            "Actor",
            attributes=(Attribute("role", "choice", values=("actor", "place")),),
            codes=(Code("pakistan", "actor", "Pakistan"), Code("taliban", "actor", "Taliban"), Code("other", "actor")),
        ),
        Facet("threat", "Threat", codes=(Code("attack", "threat", "Attack"), Code("other", "threat"))),
        Facet("tone", "Tone", unit="document", codes=(Code("dark", "tone"), Code("bright", "tone"))),
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "p.intercoder", BOOK, person="lead") as made:
        yield made


def found(project: Project) -> list[tuple[str, str, str, str | None]]:
    """(coder, facet, code, quote) of every coding, as they lie in the project."""
    texts = {entry.sha256: stored_text(project, entry.sha256) for entry in list_documents(project)}
    return sorted(
        (c.coder, c.facet, c.code, texts[c.document][c.start : c.end] if c.span else None) for c in all_codings(project)
    )


def place(quote: str, text: str = TEXT) -> dict[str, int]:
    return {"start": text.index(quote), "end": text.index(quote) + len(quote)}


def units(quote: str, text: str = TEXT) -> tuple[int, int]:
    """Where a quote lies in UTF-16 units."""
    start = len(text[: text.index(quote)].encode("utf-16-le")) // 2
    return start, start + len(quote.encode("utf-16-le")) // 2


# Label Studio


def result(kind: str, value: dict[str, Any], *, id_: str = "r1", name: str = "x") -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": "t", "type": kind, "value": value, "origin": "manual"}


def take_tasks(project: Project, path: Path, *annotations: dict[str, Any], **data: Any) -> Imported:
    task = {"id": 7, "data": data or {"text": TEXT}, "annotations": list(annotations), "predictions": [{"result": []}]}
    path.write_text(json.dumps([task]), encoding="utf-8")
    return import_codings(project, path)


def test_label_studio_with_several_labels_overlaps_and_annotators(project: Project, tmp_path: Path) -> None:
    whole = {**place("Pakistan warned"), "text": "Pakistan warned"}
    first = [
        result("labels", {**place("Pakistan"), "text": "Pakistan", "labels": ["Pakistan", "attack"]}),
        result("choices", {**place("Pakistan"), "choices": ["place"]}, name="role"),
        result("choices", {**place("Pakistan"), "choices": ["a", "b"]}, name="certain"),
        result("labels", {**whole, "labels": ["Attack"]}, id_="r2"),
        result("choices", {"choices": ["dark", "bright"]}, id_="r3", name="mood"),
        result("textarea", {"text": ["a remark"]}, id_="r4", name="remark"),
        result("rating", {"rating": 3}, id_="r5"),
        {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right"},
    ]
    second = [result("labels", {**place("the Taliban"), "text": "the Taliban", "labels": ["Taliban"]}, id_="r9")]
    outcome = take_tasks(
        project, tmp_path / "a.json",
        {"id": 1, "completed_by": 3, "result": first, "was_cancelled": False},
        {"id": 2, "completed_by": {"id": 4, "email": "b@example.org"}, "result": second},
        {"id": 3, "completed_by": 3, "result": second, "was_cancelled": True},
    )  # fmt: skip
    assert found(project) == [
        ("b@example.org", "actor", "taliban", "the Taliban"),
        ("user-3", "actor", "pakistan", "Pakistan"),
        ("user-3", "threat", "attack", "Pakistan"),
        ("user-3", "threat", "attack", "Pakistan warned"),
        ("user-3", "tone", "bright", None),
        ("user-3", "tone", "dark", None),
    ]
    (pakistan,) = [coding for coding in all_codings(project) if coding.code == "pakistan"]
    assert dict(pakistan.attributes) == {"role": "place"}
    for words in (
        "were cancelled",
        "of the type rating",
        "texts about whole tasks (remark)",
        "attribute 'certain' of 1",
    ):
        assert any(words in note for note in outcome.notes), words


def test_label_studio_counts_utf16_units_or_characters(project: Project, tmp_path: Path) -> None:
    start, end = units("Taliban")
    labels = [result("labels", {"start": start, "end": end, "text": "Taliban", "labels": ["Taliban"]})]
    with pytest.raises(FormatError, match="count UTF-16 units, not characters: import with --offsets utf-16"):
        take_tasks(project, tmp_path / "a.json", {"completed_by": 1, "result": labels}, body=TEXT)
    assert not list_documents(project)
    import_codings(project, tmp_path / "a.json", unit="utf-16")
    assert found(project) == [("user-1", "actor", "taliban", "Taliban")]


def test_label_studio_with_a_code_that_nobody_knows(project: Project, tmp_path: Path) -> None:
    labels = [result("labels", {**place("Pakistan"), "text": "Pakistan", "labels": ["GPE: state"]})]
    with pytest.raises(FormatError, match=r"task 1, annotation 1, result r1: the codebook has no code 'GPE: state'"):
        take_tasks(project, tmp_path / "a.json", {"completed_by": 1, "result": labels})
    import_codings(project, tmp_path / "a.json", codes={("", "GPE: state"): ("actor", "other")})
    assert found(project) == [("user-1", "actor", "other", "Pakistan")]


# doccano


def test_doccano_of_every_age(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    lines = [
        {"id": 1, "text": TEXT, "label": [[a, b, "Pakistan"]], "Comments": ["odd"]},
        {"id": 2, "data": f"{TEXT} 2", "label": [[a, b, "Pakistan"]]},
        {"id": 3, "text": f"{TEXT} 3", "entities": [{"id": 9, "label": "Attack", "start_offset": a, "end_offset": b}], "relations": []},
        {"id": 4, "text": f"{TEXT} 4", "label": ["dark"]},
    ]  # fmt: skip
    path = tmp_path / "admin.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    outcome = import_codings(project, path, coder="A")
    assert found(project) == [
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "threat", "attack", "Pakistan"),
        ("A", "tone", "dark", None),
    ]
    assert "Left out: comments on 1 document." in outcome.notes


def test_doccano_with_annotators_and_codes_of_documents(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    mark = {"label": "Pakistan", "start_offset": a, "end_offset": b, "user": 3}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"id": 1, "text": TEXT, "annotations": [mark], "meta": {"source": "wire"}}), "utf-8")
    import_codings(project, path)
    path.write_text(json.dumps({"id": 1, "text": TEXT, "entities": [], "cats": ["dark"]}), "utf-8")
    import_codings(project, path, coder="B")
    assert found(project) == [("B", "tone", "dark", None), ("user-3", "actor", "pakistan", "Pakistan")]
    assert load_document(project, list_documents(project)[0].sha256).metadata["source"] == "wire"
    path.write_text(json.dumps({"id": 1, "text": TEXT, "annotations": [{**mark, "label": 4}]}), "utf-8")
    with pytest.raises(FormatError, match="line 1: the label 4 is a number"):
        import_codings(project, path)


# brat


def test_brat_with_scattered_spans_events_notes_and_references(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    a, b = place("Pakistan").values()
    c, d = place("Taliban").values()
    e, f = place("warned").values()
    lines = [
        f"T1\tPakistan {a} {b}\tPakistan",
        f"T2\tTaliban {c} {d}\tTaliban",
        f"T3\tAttack {e} {f}\twarned",
        f"T4\tOther-Thing {a} {b};{c} {d}\tPakistan Taliban",
        "E2\tAttack:T3 Cause:E1 Target:T2",
        "E1\tAttack:T3 Agent:T1",
        "A1\trole T1 place",
        "A2\tNegated R1",
        "R1\tBorders Arg1:T1 Arg2:T2",
        "N1\tReference T1 Wikidata:Q843\tPakistan",
        "*\tEquiv T1 T2",
        "#1\tAnnotatorNotes T1\tfirst note",
        "#2\tAnnotatorNotes T1\tsecond note",
        "#3\tAnnotatorNotes R1\ton a relation",
    ]
    (tmp_path / "in" / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    outcome = import_codings(
        project, tmp_path / "in", coder="A", codes={("", "Other-Thing"): ("actor", "other")}, format_name="brat"
    )
    assert found(project) == [
        ("A", "actor", "other", TEXT[a:d]),
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "actor", "taliban", "Taliban"),
        ("A", "threat", "attack", "warned"),
    ]
    (pakistan,) = [coding for coding in all_codings(project) if coding.code == "pakistan"]
    assert (dict(pakistan.attributes), pakistan.memo) == ({"role": "place"}, "first note\nsecond note")
    said = "\n".join(outcome.notes)
    for words in ("relation", "reference", "equivalence", "note on another", "several parts", "'Agent'", "'Cause'"):
        assert words in said, words


# INCEpTION


def _cas(folder: Path, ending: str) -> Path:
    """A CAS as INCEpTION exports it: tokens, a named entity, a layer of one's own, a relation, who and what."""
    from cassis import Cas, TypeSystem

    types = TypeSystem()
    text, annotation = "uima.cas.String", "uima.tcas.Annotation"
    made = {}
    for name, parent, features in (
        ("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", annotation, ()),
        ("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", annotation, ("value", "identifier")),
        ("webanno.custom.Threat", annotation, ("Sort", "comment")),
        ("webanno.custom.Actor", annotation, ("role", "label")),
        ("de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata", annotation, ("username", "sourceDocumentName")),
    ):
        made[name.rpartition(".")[2]] = types.create_type(name=name, supertypeName=parent)
        for feature in features:
            types.create_feature(made[name.rpartition(".")[2]], feature, text)
    link = types.create_type(name="webanno.custom.Link", supertypeName=annotation)
    for end in ("Governor", "Dependent"):
        types.create_feature(link, end, made["Actor"])
    cas = Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = TEXT, "text/plain"
    where = {"begin": place("Pakistan")["start"], "end": place("Pakistan")["end"]}
    actor = made["Actor"](**where, role="place", label="Pakistan")
    cas.add_all([
        made["CASMetadata"](begin=0, end=0, username="ana", sourceDocumentName="border.txt"),
        made["Token"](**where),
        actor,
        made["NamedEntity"](begin=place("Taliban")["start"], end=place("Taliban")["end"], value="Taliban", identifier="Q1"),
        made["Threat"](begin=place("warned")["start"], end=place("warned")["end"], Sort="other", comment="why"),
        link(begin=0, end=1, Governor=actor, Dependent=actor),
    ])  # fmt: skip
    path = folder / f"ana{ending}"
    path.write_text(cas.to_xmi() if ending == ".xmi" else cas.to_json(), encoding="utf-8")
    if ending == ".xmi":
        types.to_xml(str(folder / "TypeSystem.xml"))
    return path


@pytest.mark.parametrize("ending", [".xmi", ".json"])
def test_layers_of_inception_are_mapped(project: Project, tmp_path: Path, ending: str) -> None:
    outcome = import_codings(project, _cas(tmp_path, ending), codes={("", "Taliban"): ("actor", "taliban")})
    assert found(project) == [
        ("ana", "actor", "pakistan", "Pakistan"),
        ("ana", "actor", "taliban", "Taliban"),
        ("ana", "threat", "other", "warned"),  # "other" is a code of two facets: the layer's name decides
    ]
    assert [entry.name for entry in list_documents(project)] == ["border.txt"]
    said = "\n".join(outcome.notes)
    for words in (
        "Took the layer webanno.custom.Actor: its feature label names the code.",
        "Took the layer webanno.custom.Threat: its feature Sort names the code.",
        "Left out: the layer webanno.custom.Link",
        "'comment'",
    ):
        assert words in said, words
    (pakistan,) = [coding for coding in all_codings(project) if coding.code == "pakistan"]
    assert dict(pakistan.attributes) == {"role": "place"}


# REFI-QDA

CODES = """<Codes><Code guid="{C1}" name="Actor" isCodable="true" color="#FF0000"><Code guid="C2" name="Pakistan"
 isCodable="true"/><Code guid="C3" name="other" isCodable="true"/></Code><Code guid="c4" name="Threat" isCodable="true">
 <Code guid="C5" name="other" isCodable="true"/></Code></Codes><Sets><Set guid="s" name="S"/></Sets>"""


def _refi(path: Path, source: str, text: bytes, *, more: str = "") -> Path:
    project = f"""\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n<Project xmlns="urn:QDA-XML:project:1.0"
 name="n" origin="Other 24" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Users><User guid="{{AB-CD}}" name="Ana"/>
 </Users><CodeBook>{CODES}</CodeBook><Variables/><Cases><Case guid="k" name="K"/></Cases><Sources>{source}</Sources>
 <Notes>{more}</Notes></Project>"""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("project.qde", project.replace("\n", "\r\n").encode())
        file.writestr("sources/T1.TXT", text)
    return path


def selection(quote: str, code: str, start: int, end: int, *, inside: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{code}-{start}" name="{quote}" startPosition="{start}" endPosition="{end}">{inside}'
        f'<Coding guid="g-{code}-{start}" creatingUser="ab-cd" creationDateTime="2024-05-01T10:00:00Z"><CodeRef targetGUID="{code}"/>'
        "</Coding></PlainTextSelection>"
    )


def test_refi_projects_with_every_oddity(project: Project, tmp_path: Path) -> None:
    stored = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    (a, b), (c, d), (e, f) = units("Pakistan"), units("Taliban"), units("Defence")
    source = (
        '<TextSource guid="T" name="border" plainTextPath="internal://t1.txt" richTextPath="internal://t1.docx">'
        f"{selection('Pakistan', '{c2}', a, b, inside='<Description>why</Description>')}"
        f"{selection('Taliban', 'C3', c, d)}"
        f"{selection('Defence', 'C5', e, f, inside='<NoteRef targetGUID=' + chr(34) + 'N1' + chr(34) + '/>')}"
        '<PlainTextSelection guid="q" startPosition="0" endPosition="3"/></TextSource>'
        '<PictureSource guid="P" name="photo" path="internal://p.png"/>'
    )
    more = '<Note guid="n1" name="note" plainTextPath="internal://T1.txt"/>'
    outcome = import_codings(project, _refi(tmp_path / "a.qdpx", source, stored, more=more))
    assert found(project) == [
        ("Ana", "actor", "other", "Taliban"),
        ("Ana", "actor", "pakistan", "Pakistan"),
        ("Ana", "threat", "other", "Defence"),
    ]
    memos = {coding.code: coding.memo for coding in all_codings(project) if coding.facet != "threat"}
    assert memos == {"pakistan": "why", "other": ""}
    said = "\n".join(outcome.notes)
    for words in ("cases", "sets", "sources of the kind PictureSource", "selections without a code"):
        assert words in said, words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<TextSource guid="T" name="b" richTextPath="internal://t1.docx"/>', "as a rich text only"),
        ('<TextSource guid="T" name="b" plainTextPath="relative://b.txt"/>', "only internal:// sources are taken"),
        ('<TextSource guid="T" name="b" plainTextPath="internal://gone.txt"/>', "'gone.txt' is not in the file"),
        (
            '<TextSource guid="T" name="b" plainTextPath="internal://t1.txt"><PlainTextSelection guid="s" startPosition="0"'
            ' endPosition="2"><Coding guid="x"><CodeRef targetGUID="nowhere"/></Coding></PlainTextSelection></TextSource>',
            "the code nowhere is not in the project's codebook",
        ),
    ],
)
def test_what_refi_projects_can_not_bring_is_said_in_one_sentence(
    project: Project, tmp_path: Path, source: str, words: str
) -> None:
    with pytest.raises(FormatError, match=words) as fault:
        import_codings(project, _refi(tmp_path / "a.qdpx", source, TEXT.encode()))
    assert str(fault.value).startswith("a.qdpx, project.qde, b")
    assert not list_documents(project)


def test_refi_texts_of_pdfs_notes_of_codings_and_codes_of_sources(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    marked = selection("Pakistan", "C2", a, b, inside="<Description>why</Description>")
    source = (
        '<PDFSource guid="P" name="scan.pdf" path="internal://p.pdf"><PDFSelection guid="ps" page="0"/>'
        f'<Representation guid="R" name="r" plainTextPath="internal://t1.txt">{marked.replace("/></Coding>", "/><NoteRef targetGUID=" + chr(34) + "N1" + chr(34) + "/></Coding>")}'
        '<Coding guid="whole" creatingUser="ab-cd"><CodeRef targetGUID="C2"/></Coding></Representation></PDFSource>'
    )  # fmt: skip
    more = '<Note guid="n1"><PlainTextContent>Because of the border.</PlainTextContent></Note>'
    outcome = import_codings(project, _refi(tmp_path / "a.qdpx", source, TEXT.encode(), more=more))
    assert found(project) == [("Ana", "actor", "pakistan", "Pakistan")]
    assert [coding.memo for coding in all_codings(project)] == ["why\nBecause of the border."]
    assert [entry.name for entry in list_documents(project)] == ["scan.pdf"]
    assert "Left out: what is marked on a PDFSource itself; only its text is taken." in outcome.notes
    assert "Left out: 1 coding of whole documents with codes of the facet actor, which codes spans." in outcome.notes


# Tables


def _add(project: Project) -> None:
    act, texts = add_documents(project, [NewDocument("a.txt", TEXT)])
    project.commit(act, texts=texts)


def _cells() -> list[list[Any]]:
    a, b = place("Ministry").values()
    c, d = place("Taliban").values()
    return [
        ["Document", "Coder", "Start", "End", "Text", "Facet", "Code", "Memo"],
        ["a.txt", "José", a, b, "Ministry", "actor", "other", "déjà vu"],
        ["a.txt", "José", f"{c}.0", f"{d}.0", "Taliban", "actor", "taliban", ""],
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(project: Project, tmp_path: Path, encoding: str, sign: str) -> None:
    _add(project)
    lines = [*(sign.join(map(str, row)) for row in _cells()), sign * 7, ""]
    path = tmp_path / "codings.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    if encoding == "cp1252":
        with pytest.raises(FormatError, match="--encoding cp1252"):
            import_codings(project, path)
        import_codings(project, path, options={"encoding": "cp1252"})
    else:
        import_codings(project, path)
    assert found(project) == [("José", "actor", "other", "Ministry"), ("José", "actor", "taliban", "Taliban")]
    assert {coding.memo for coding in all_codings(project)} == {"déjà vu", ""}


def test_an_encoding_that_is_none_or_not_of_the_file_is_said(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes("document;start;end;facet;code\né".encode("cp1252"))
    for named, words in (("martian", "no encoding 'martian'"), ("utf-8", "is not utf-8")):
        with pytest.raises(FormatError, match=words):
            import_codings(project, path, options={"encoding": named})
    other = tmp_path / "codings.jsonl"
    other.write_text("")
    with pytest.raises(FormatError, match="for CSV files only"):
        import_codings(project, other, options={"encoding": "cp1252"})


def test_a_workbook_with_one_sheet_of_another_name_and_merged_cells(project: Project, tmp_path: Path) -> None:
    from openpyxl import Workbook

    _add(project)
    header, first, second = _cells()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tabelle1"
    for row in (header, first, [None, None, *second[2:]]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    import_codings(project, tmp_path / "a.xlsx")
    assert found(project) == [("José", "actor", "other", "Ministry"), ("José", "actor", "taliban", "Taliban")]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A2:A3"', b'ref="A2:XFD900000"'))
    with pytest.raises(FormatError, match="merged cells"):
        import_codings(project, tmp_path / "b.xlsx")
