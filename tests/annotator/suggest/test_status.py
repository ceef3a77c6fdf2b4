"""The status that grammar gives a verb or noun, on sentences of our own."""

from __future__ import annotations

import pytest

from annotator.suggest import noun_status, status
from annotator.suggest.pipeline import parse_from_bytes
from annotator.suggest.status_words import StatusWords, read_status_words
from tests.annotator.suggest.clause_cases import parsed, shipped


def words() -> StatusWords:
    cues = shipped().cues["threats"]
    assert isinstance(cues, dict)
    return read_status_words(cues)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The gang robbed the bank.", "robbed", "occurred"),
        ("The gang has robbed the bank.", "robbed", "occurred"),
        ("The bank was robbed by a gang.", "robbed", "occurred"),
        ("The gang is robbing the bank.", "robbing", "ongoing"),
        ("The gang robs banks.", "robs", "ongoing"),
        ("The gang continues to rob banks.", "rob", "ongoing"),
        ("The gang may rob the bank.", "rob", "potential"),
        ("The gang could enter the town and rob the bank.", "rob", "potential"),
        ("The gang plans to rob the bank.", "rob", "potential"),
        ("If the gang robs the bank, the town will pay.", "robs", "potential"),
        ("The gang did not rob the bank.", "rob", "denied"),
        ("The gang denied robbing the bank.", "robbing", "denied"),
        ("The gang failed to rob the bank.", "rob", "denied"),
        ("The gang is thought to have robbed the bank.", "robbed", "occurred"),
        ("The gang not only robbed the bank.", "robbed", "occurred"),
        ("The gang has not severed its ties.", "severed", "ongoing"),
        ("The gang remained in the bank.", "remained", "ongoing"),
        ("The gang still held the bank.", "held", "ongoing"),
        ("The gang must not enter the bank.", "enter", "potential"),
        ("The gang does not deny robbing the bank.", "robbing", "ongoing"),
        ("The gang could use the cellar to enter the bank.", "enter", "potential"),
        ("If the gang comes and robs the bank, the town will pay.", "robs", "potential"),
        ("The gang could not pay its men and is losing the town.", "losing", "ongoing"),
        ("The gang no longer held the bank.", "held", "denied"),
        ("The gang is not able to rob the bank.", "rob", "denied"),
        ("Nobody is allowed to rob the bank.", "rob", "denied"),
        ("Neither gang robbed the bank.", "robbed", "denied"),
        ("They promised to prevent the gang from robbing the bank.", "robbing", "denied"),
        ("They watch so that the gang does not rob the bank.", "rob", "potential"),
        ("The police slept so that the gang robbed the bank.", "robbed", "occurred"),
        ("The danger lies in the fear that the gang may rob the bank.", "rob", "potential"),
        ("The gang robbed the bank; the mayor denies it.", "robbed", "occurred"),
        ("The gang has robbed banks for two decades.", "robbed", "ongoing"),
        ("The gang has robbed banks on most days of this winter.", "robbed", "ongoing"),
        ("The gang robbed banks for two decades.", "robbed", "occurred"),
        ("The gang had always robbed banks.", "robbed", "ongoing"),
        ("The robberies have increased since May.", "increased", "ongoing"),
        ("The robberies had increased before May.", "increased", "occurred"),
        ("The gang is able to rob the bank.", "is", "potential"),
        ("Three members of the gang are to be released.", "released", "potential"),
        ("The gang keeps the means to rob the bank.", "keeps", "potential"),
        ("The gang risked losing the bank.", "losing", "potential"),
        ("The gang may leave, robbing the bank.", "robbing", "potential"),
        ("The danger of the gang was highly remote.", "was", "denied"),
        ("Nothing shows that the gang has robbed the bank.", "robbed", "denied"),
        ("The gang is not thought to have robbed the bank.", "robbed", "denied"),
        ("Several men had crossed to join the gang.", "join", "occurred"),
        ("Several men plan to cross to join the gang.", "join", "potential"),
        ("It was the second bank to be robbed by the gang.", "robbed", "occurred"),
        ("They let the gang live in the town for years.", "live", "occurred"),
        ("They accuse the mayor of letting the gang operate in the town.", "operate", "ongoing"),
        ("They would let the gang rob the bank.", "rob", "potential"),
        ("The minister said that the gang was a danger.", "was", "ongoing"),
    ],
)
def test_of_verb(sentence: str, word: str, expected: str) -> None:
    doc = parse_from_bytes(parsed(sentence), sentence)
    assert doc is not None
    verb = next(token for token in doc if token.text == word)
    assert status.of_verb(verb, words()) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A robbery shook the town.", "occurred"),
        ("Robberies shake the town.", "ongoing"),
        ("The growing robbery worried the town.", "ongoing"),
        ("The police foiled a robbery.", "potential"),
        ("The town feared an imminent robbery.", "potential"),
        ("There was no robbery.", "denied"),
        ("The town no longer suffers any robbery.", "denied"),
        ("The mayor did not rule out a robbery.", "potential"),
        ("Two robberies worry the town.", "occurred"),
        ("Another robbery would ruin the town.", "potential"),
        ("Another robbery shook the town.", "occurred"),
    ],
)
def test_of_noun(sentence: str, expected: str) -> None:
    doc = parse_from_bytes(parsed(sentence), sentence)
    assert doc is not None
    noun = next(token for token in doc if token.lemma_.lower() == "robbery")
    assert noun_status.of_noun(noun, words(), default="event") == expected


@pytest.mark.parametrize(
    ("sentence", "word", "deed", "lasting"),
    [
        ("The two gangs were robbing the same bank.", "robbing", "occurred", "ongoing"),
        ("They left the town after losing the bank to the gang.", "losing", "occurred", "occurred"),
        ("They had accused the gang of robbing the bank.", "robbing", "occurred", "ongoing"),
        ("They accuse the gang of robbing the bank.", "robbing", "ongoing", "ongoing"),
        ("The mayor described a bank robbed by the gang.", "robbed", "occurred", "ongoing"),
        ("The gang stormed the bank, killing six.", "killing", "occurred", "occurred"),
    ],
)
def test_a_participle_is_of_the_time_of_its_clause(sentence: str, word: str, deed: str, lasting: str) -> None:
    doc = parse_from_bytes(parsed(sentence), sentence)
    assert doc is not None
    verb = next(token for token in doc if token.text == word)
    assert status.of_verb(verb, words(), deed=True) == deed
    assert status.of_verb(verb, words()) == lasting
