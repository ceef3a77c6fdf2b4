"""What we write, read by the programs that people will read it with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from annotator.records import Coding
from storage.formats.archive import Archive
from storage.formats.dataset import Dataset
from storage.formats.registry import find_format
from tests.storage.formats.material import TEXT, document_of, small

XSD = Path(__file__).resolve().parents[2] / "data" / "refi" / "Project.xsd"


def written(name: str, path: Path, dataset: Dataset | None = None, **options: Any) -> Path:
    entry = find_format(name)
    assert entry.write
    entry.write(dataset or small(), path, options)
    return path


def quotes(dataset: Dataset, coder: str = "") -> set[tuple[str, str, str]]:
    """(coder, code, quote) of every span."""
    texts = {document.sha256: document.text for document in dataset.documents}
    return {
        (c.coder, c.code, texts[c.document][c.start : c.end])
        for c in dataset.codings
        if c.span and (not coder or c.coder == coder)
    }


def test_pandas_reads_the_csv(tmp_path: Path) -> None:
    import pandas as pd

    written("csv", tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "codings.csv")
    spans = table[table.start.notna()]
    texts = {document.sha256: document.text for document in small().documents}
    found = {
        (row["coder"], row["code"], texts[row["sha256"]][int(row["start"]) : int(row["end"])])
        for row in spans.to_dict("records")
    }  # fmt: skip
    assert found == quotes(small())
    wide = pd.read_csv(tmp_path / "out" / "wide-actor.csv")
    assert list(wide.columns) == ["unit", "document", "Amira", "Ben Ö."]
    nobody = wide[wide.document.str.startswith("2")]
    assert nobody["Amira"].tolist() == ["{}"]  # done, and found nothing


def test_the_wide_table_keeps_missing_apart_from_nothing(tmp_path: Path) -> None:
    import pandas as pd

    open_ = Dataset(small().codebook, small().documents, small().codings, ())
    written("csv", tmp_path / "out", open_)
    wide = pd.read_csv(tmp_path / "out" / "wide-actor.csv")
    assert wide[wide.document.str.startswith("2")]["Amira"].isna().all()


def test_openpyxl_reads_the_workbook_without_formulas(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    one = document_of("=cmd|' /C calc'!A0", "=SUM(A1:A9) and +1")
    coding = Coding("u", one.sha256, "@A", 0, 11, "actor", "pakistan", memo="-2+3")
    written("xlsx", tmp_path / "out.xlsx", Dataset(small().codebook, [one], [coding]))
    book = load_workbook(tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=SUM(A1:A9)", "-2+3", "@A", one.name} <= {cell.value for cell in cells}
    assert {"codings", "done", "codebook", "documents", "wide actor"} <= set(book.sheetnames)


def test_the_refi_schema_accepts_the_project(tmp_path: Path) -> None:
    written("qdpx", tmp_path / "out.qdpx")
    with Archive(tmp_path / "out.qdpx") as archive:
        project = etree.fromstring(archive.read("project.qde"))
        etree.XMLSchema(etree.parse(str(XSD))).assertValid(project)
        space = {"q": "urn:QDA-XML:project:1.0"}
        users = {user.get("guid"): user.get("name") for user in project.iterfind(".//q:User", space)}
        codes = {code.get("guid"): code.get("name") for code in project.iterfind(".//q:Code", space)}
        found = set()
        for source in project.iterfind(".//q:TextSource", space):
            path = str(source.get("plainTextPath"))
            assert path.startswith("internal://")
            raw = archive.read("Sources/" + path.removeprefix("internal://"))
            assert not raw.startswith(b"\xef\xbb\xbf")
            assert b"\r" not in raw
            text = raw.decode("utf-8")
            for selection in source.iterfind("q:PlainTextSelection", space):
                start, end = int(str(selection.get("startPosition"))), int(str(selection.get("endPosition")))
                first = selection.find("q:Coding/q:CodeRef", space)
                assert first is not None
                found.add((users[selection.get("creatingUser")], codes[first.get("targetGUID")], text[start:end]))
    assert found == quotes(small())


def test_the_codebook_alone_is_refi_too(tmp_path: Path) -> None:
    root = etree.fromstring(written("qdc", tmp_path / "out.qdc").read_bytes())
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    names = [code.get("name") for code in root.iter("{urn:QDA-XML:codebook:1.0}Code")]
    assert names[:3] == ["actor", "is_khorasan", "pakistan"]


def test_cassis_reads_xmi_and_json(tmp_path: Path) -> None:
    import cassis

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: dict[str, set[tuple[str, str, str]]] = {"xmi": set(), "casjson": set()}
        types = cassis.load_typesystem((written("xmi", tmp_path / "xmi") / "TypeSystem.xml").open("rb"))
        cases = [
            ("xmi", cassis.load_cas_from_xmi(f.open("rb"), typesystem=types)) for f in (tmp_path / "xmi").glob("*.xmi")
        ]
        written("casjson", tmp_path / "casjson")
        cases += [("casjson", cassis.load_cas_from_json(f.open("rb"))) for f in (tmp_path / "casjson").glob("*.json")]
        for name, cas in cases:
            (about,) = cas.select("webanno.custom.CodingSource")
            for one in cas.select("webanno.custom.Coding"):
                found[name].add((about.coder, one.code, one.get_covered_text()))
            for link in cas.select("webanno.custom.CodingLink"):
                assert getattr(link.Governor, f"a_{link.role}") == link.Dependent.code
    assert found["xmi"] == found["casjson"] == quotes(small())


def test_offsets_in_xmi_count_utf16(tmp_path: Path) -> None:
    file = written("xmi", tmp_path / "out") / f"{small().documents[0].sha256[:16]}.1.xmi"
    root = etree.fromstring(file.read_bytes())
    units = TEXT.encode("utf-16-le")
    spans = [(int(e.get("begin", "0")), int(e.get("end", "0"))) for e in root if etree.QName(e).localname == "Coding"]
    assert {units[2 * a : 2 * b].decode("utf-16-le") for a, b in spans} == {q for _, _, q in quotes(small(), "Amira")}


def test_pybrat_reads_the_folders(tmp_path: Path) -> None:
    from pybrat.parser import BratParser

    written("brat", tmp_path / "out")
    found = set()
    for example in BratParser().parse(tmp_path / "out" / "Amira"):
        for entity in example.entities:
            parts = [example.text[span.start : span.end] for span in entity.spans]
            assert entity.mention == " ".join(parts)
            found.add(example.text[entity.spans[0].start : entity.spans[-1].end])
        for event in example.events:
            assert event.type == "stance-oppose"
            assert {argument.type for argument in event.arguments} == {"actor-pakistan", "actor-is_khorasan"}
    assert found == {quote for _, _, quote in quotes(small(), "Amira")}


def test_datasets_and_pyarrow_read_the_parquet(tmp_path: Path) -> None:
    import datasets
    import pyarrow.parquet as pq

    written("parquet", tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "data" / "train.parquet").to_pylist()
    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"), split="train")
    for table in (rows, list(loaded)):
        found = {
            (one["coder"], one["code"], row["text"][one["start"] : one["end"]])
            for row in table
            for one in row["codings"]
            if one["start"] is not None
        }
        assert found == quotes(small())


def test_label_studio_and_doccano_files_are_what_their_readers_expect(tmp_path: Path) -> None:
    tasks = json.loads(written("labelstudio", tmp_path / "out.json").read_bytes())
    config = etree.fromstring((tmp_path / "out.json.config.xml").read_bytes())
    controls = {element.get("name") for element in config if element.tag != "Text"}
    labels = {element.get("value") for element in config.iter("Label")}
    found = set()
    for task in tasks:
        for annotation in task["annotations"]:
            assert "completed_by" not in annotation  # a server refuses e-mails that it does not know
            (coder,) = [r["value"]["text"][0] for r in annotation["result"] if r.get("from_name") == "coder"]
            for result in annotation["result"]:
                assert result["type"] == "relation" or result["from_name"] in controls
                if result["type"] == "labels":
                    value = result["value"]
                    assert set(value["labels"]) <= labels
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
                    found.add((coder, value["labels"][0].partition(":")[2], value["text"]))
    assert found == quotes(small())
    found = set()
    for file in written("doccano", tmp_path / "doccano").iterdir():
        assert file.read_bytes().isascii()
        for raw in file.read_text().splitlines():
            line = json.loads(raw)
            ids = [entity["id"] for entity in line["entities"]]
            assert {relation[end] for relation in line["relations"] for end in ("from_id", "to_id")} <= set(ids)
            for one in line["entities"]:
                quote = line["text"][one["start_offset"] : one["end_offset"]]
                found.add((line["coder"], one["label"].partition(":")[2], quote))
    assert found == quotes(small())


def test_conll_is_one_column_of_tags_a_layer(tmp_path: Path) -> None:
    files = sorted(path.name for path in written("conll", tmp_path / "out").iterdir())
    assert files[:2] == ["Amira.actor.conll", "Amira.stance.conll"]
    assert len(files) == 4
    lines = (tmp_path / "out" / "Amira.actor.conll").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" ") for line in lines if line]
    assert {len(row) for row in rows} == {4}
    assert [row[3] for row in rows if row[0] in ("IS", "K", "Pakistan")][:3] == [
        "B-actor-is_khorasan",
        "I-actor-is_khorasan",
        "B-actor-pakistan",
    ]
    written("conll", tmp_path / "one.conll", facet="actor", coder="majority")
    tags = [line.split(" ")[3] for line in (tmp_path / "one.conll").read_text(encoding="utf-8").splitlines() if line]
    assert tags.count("B-actor-is_khorasan") == 1


def test_spacy_reads_the_docbin(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = written("docbin", tmp_path / "out.spacy", ents="Amira", facets="actor")
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [document.text for document in small().documents]
    found = {
        (coder, span.label_.partition(":")[2], span.text)
        for doc in docs
        for coder, spans in doc.spans.items()
        for span in spans
    }
    assert {quote for _, _, quote in found} >= {"IS–K", "Pakistan"}
    assert {c for c, _, _ in found} == {"Amira", "Ben Ö."}
    assert {(ent.label_, ent.text) for ent in docs[0].ents} == {
        ("actor:is_khorasan", "IS–K"),
        ("actor:pakistan", "Pakistan"),
    }


def _many(numbers: Iterable[int]) -> Dataset:
    """Texts with two actors each, and every third without any."""
    sentence = "In {} Pakistan met Iran, and Iran met Pakistan again in Kabul."
    texts = [f"Nothing happened in {n}." if n % 3 == 0 else sentence.format(n) for n in numbers]
    documents = [document_of(f"{n}.txt", text) for n, text in enumerate(texts)]
    codings = [
        Coding(
            f"{n}-{at.start()}", d.sha256, "Amira", *at.span(), "actor", "pakistan" if at[0] == "Pakistan" else "2nd"
        )
        for n, d in enumerate(documents)
        for at in re.finditer("Pakistan|Iran", d.text)
    ]
    return Dataset(small().codebook, documents, codings)


@pytest.mark.slow
def test_spacy_debugs_and_trains_on_the_docbin(tmp_path: Path) -> None:
    train = written("docbin", tmp_path / "train.spacy", _many(range(240)), ents="Amira")
    dev = written("docbin", tmp_path / "dev.spacy", _many(range(240, 270)), ents="Amira")
    config = tmp_path / "config.cfg"

    def spacy(*arguments: str) -> str:
        command = [sys.executable, "-m", "spacy", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    spacy("init", "config", str(config), "--lang", "en", "--pipeline", "ner", "--force")
    given = ["--paths.train", str(train), "--paths.dev", str(dev)]
    said = spacy("debug", "data", str(config), *given, "--no-format")
    assert "2 label(s)" in said
    assert "No entities consisting of or starting/ending with whitespace" in said
    spacy(
        "train",
        str(config),
        *given,
        "-o",
        str(tmp_path / "model"),
        "--training.max_steps",
        "40",
        "--training.eval_frequency",
        "20",
    )
    meta = json.loads((tmp_path / "model" / "model-last" / "meta.json").read_text(encoding="utf-8"))
    assert meta["performance"]["ents_f"] > 0.9
