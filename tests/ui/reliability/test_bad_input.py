"""One sentence of `reliability` for each bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import IntercoderError, MeasureError
from tests.ui.reliability.running import main

BAD = {
    "no such file": (None, (), "does not exist"),
    "empty": ("", (), "is empty"),
    "header only": ("unit,a,b\n", (), "no units"),
    "one coder": ("unit,a\n1,x\n", (), "only one coder"),
    "not parted": ("unit a b\n1 x y\n", (), "no coders"),
    "coder twice": ("unit,a,a\n1,x,y\n", (), "coder a has two columns"),
    "unit twice": ("unit,a,b\n1,x,y\n2,x,y\n1,x,x\n", (), "line 4: the unit 1 already stands on line 2"),
    "ragged": ("unit,a,b\n1,x,y\n2,x\n", (), "line 3: 2 cells where the header has 3"),
    "open quote": ('unit,a,b\n1,"x,y\n', (), "quotation mark"),
    "text at interval": ("unit,a,b\n1,1,2\n2,high,2\n", ("--level", "interval"), "line 3: 'high' is not a number"),
    "negative at ratio": ("unit,a,b\n1,1,2\n2,-3,2\n", ("--level", "ratio"), "line 3: -3 is negative"),
    "text at ordinal": ("unit,a,b\n1,low,high\n2,low,low\n", ("--level", "ordinal"), "--order"),
    "text with weights": ("unit,a,b\n1,low,high\n2,low,low\n", ("--weights", "linear"), "--order"),
    "not in order": ("unit,a,b\n1,x,y\n2,z,y\n", ("--order", "x,y"), "line 3: 'z' is not in the order"),
    "order twice": ("unit,a,b\n1,x,y\n", ("--order", "x,y,x"), "lists x twice"),
    "NA among numbers": ("unit,a,b\n1,1,2\n2,NA,2\n", (), "line 3: 'NA' stands among numbers"),
    "no weights file": ("unit,a,b\n1,x,y\n", ("--weights", "nowhere.csv"), "nowhere.csv does not exist"),
    "not square": (",a,b\na,1,2\n", ("--shape", "table"), "same categories"),
    "other names": (",a,b\na,1,2\nc,1,2\n", ("--shape", "table"), "same categories"),
    "text in table": (",a,b\na,1,x\nb,1,2\n", ("--shape", "table"), "line 2: 'x' is not a number"),
    "negative count": (",a,b\na,1,2\nb,-1,2\n", ("--shape", "table"), "line 3: -1 is negative"),
    "share in table": (",a,b\na,.5,.2\nb,.1,.2\n", ("--shape", "table"), "line 2: .5 is not a whole number"),
    "no code column": ("coder,start,end\na,0,5\n", ("--shape", "spans"), "no column code"),
    "text offset": ("coder,start,end,code\na,0,five,x\n", ("--shape", "spans"), "line 2: the end 'five'"),
    "negative length": ("coder,start,end,code\na,9,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the span ends at 5"),
    "no length": ("coder,start,end,code\na,5,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the span from 5 to 5"),
    "negative start": ("coder,start,end,code\na,-1,5,x\nb,1,2,x\n", ("--shape", "spans"), "line 2: the start -1"),
    "outside": (
        "coder,start,end,code\na,0,50,x\nb,1,2,x\n",
        ("--shape", "spans", "--length", "40"),
        "line 2: the span 0",
    ),
    "spans of one": ("coder,start,end,code\na,0,50,x\na,1,2,x\n", ("--shape", "spans"), "one coder only"),
    "no spans": ("coder,start,end,code\n", ("--shape", "spans"), "no spans"),
    "length below": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--length", "-4"),
        "--length is -4",
    ),
    "begin below": ("coder,start,end,code\na,0,5,x\nb,1,2,x\n", ("--shape", "spans", "--begin", "-4"), "--begin is -4"),
    "weights of spans": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--weights", "linear"),
        "--weights weighs",
    ),
    "level of spans": (
        "coder,start,end,code\na,0,5,x\nb,1,2,x\n",
        ("--shape", "spans", "--level", "ordinal"),
        "--level goes with",
    ),
    "weights of sets": ("unit,a,b\n1,x,x|y\n2,y,y\n", ("--sets", "--weights", "linear"), "--weights weighs"),
    "beyond numbers": ("unit,a,b\n1,1,2\n2,1e400,2\n", ("--level", "interval"), "line 3: '1e400' is not a number"),
    "one category twice": (",1,1.0\n1,3,4\n1.0,2,2\n", ("--shape", "table"), "the categories 1 and 1.0 are the same"),
    "sets of spans": ("coder,start,end,code\na,0,5,x\nb,1,2,x\n", ("--shape", "spans", "--sets"), "--sets goes with"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence(tmp_path: Path, name: str) -> None:
    text, options, told = BAD[name]
    path = tmp_path / "bad.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(IntercoderError) as fault:
        main(path, "--json", *options)
    sentence = str(fault.value)
    assert told in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(b"\xff\xfe\x00unit")
    with pytest.raises(MeasureError, match="UTF-8"):
        main(path)
    with pytest.raises(MeasureError, match="folder"):
        main(tmp_path)
