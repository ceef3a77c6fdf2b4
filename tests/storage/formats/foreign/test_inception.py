"""INCEpTION's files: its layers are mapped, or named among what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.codings import all_codings
from storage.project import Project
from storage.texts import list_documents
from tests.storage.formats.foreign.ours import TEXT, found, place
from ui.workflows.import_codings import import_codings


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
