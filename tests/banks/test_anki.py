"""Anki: packages of both layouts, built as Anki builds them, text files, and hostile databases."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.formats import anki
from quizhub.banks.formats.anki import _entries
from quizhub.banks.formats.anki_text import anki_losses, looks_anki_text, write_anki_text
from quizhub.banks.making import Maker, choice, fill, numeric, open_, order, true_false
from quizhub.banks.reader import read_bank
from quizhub.banks.report import Report
from tests.banks.tiny_pictures import tiny_png

SAMPLES = Path(__file__).parent / "samples" / "anki"
PNG = tiny_png(6, 3)
OLD = """
    create table col (id integer primary key, crt integer, models text, decks text);
    create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,
        flds text, sfld integer, csum integer, flags integer, data text);
    create table cards (id integer primary key, nid integer, did integer, ord integer, odid integer);
"""
NEW = """
    create table col (id integer primary key, crt integer, models text, decks text);
    create table notetypes (id integer primary key, name text not null collate unicase, config blob);
    create table fields (ntid integer, ord integer, name text not null collate unicase, config blob,
        primary key (ntid, ord)) without rowid;
    create unique index idx_fields on fields (name, ntid);
    create table decks (id integer primary key, name text not null collate unicase, common blob);
    create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text,
        flds text, sfld integer, csum integer, flags integer, data text);
    create table cards (id integer primary key, nid integer, did integer, ord integer, odid integer);
"""
TYPES = {
    1: ("Basic", ["Front", "Back"]),
    2: ("Cloze", ["Text", "Back Extra"]),
    3: ("选择题", ["题目", "选项", "答案", "解析"]),
    4: ("MCQ", ["Question", "A", "B", "C", "Answer", "Extra"]),
}
DECKS = {1: "Default", 5: "Safety::Fire/gas"}
Row = tuple[int, str, tuple[str, ...], int]
"""Note type, tags, fields, deck."""


def collection(*rows: Row, new: bool = False, script: str = "") -> bytes:
    """A collection as Anki keeps it."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        database.executescript(script or (NEW if new else OLD))
        if new:
            for kind, (name, names) in TYPES.items():
                database.execute("insert into notetypes values (?, ?, ?)", (kind, name, b"\x08\x00"))
                for place, field in enumerate(names):
                    database.execute("insert into fields values (?, ?, ?, null)", (kind, place, field))
            for deck, name in DECKS.items():
                database.execute("insert into decks values (?, ?, null)", (deck, name.replace("::", "\x1f")))
            database.execute("insert into col values (1, 0, '', '')")
        elif not script:
            models = {
                kind: {"name": name, "flds": [{"name": one} for one in names]}
                for kind, (name, names) in TYPES.items()
            }
            decks = {deck: {"name": name} for deck, name in DECKS.items()}
            database.execute("insert into col values (1, 0, ?, ?)", (json.dumps(models), json.dumps(decks)))
        for number, (kind, tags, fields, deck) in enumerate(rows, start=1):
            note = (number, f"guid{number}", kind, tags, "\x1f".join(fields))
            database.execute("insert into notes (id, guid, mid, tags, flds) values (?, ?, ?, ?, ?)", note)
            filtered = (1, deck) if number % 2 else (deck, 0)
            database.execute("insert into cards values (?, ?, ?, 0, ?)", (number, number, *filtered))
        database.commit()
        return database.serialize()


def package(
    raw: bytes, new: bool = False, media: dict[str, bytes] | None = None, listed: bytes | None = None
) -> bytes:
    """The package around a collection."""
    pack = zstandard.ZstdCompressor().compress if new else bytes
    files = media or {}
    if new:
        names = b"".join(
            b"\x0a" + bytes([len(name) + 4]) + b"\x0a" + bytes([len(name)]) + name.encode() + b"\x10\x07"
            for name in files
        )
    else:
        names = json.dumps({str(n): name for n, name in enumerate(files)}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "collection.anki2", collection((1, "", ("Please update to the latest Anki version", ""), 1))
        )
        archive.writestr("collection.anki21b" if new else "collection.anki21", pack(raw))
        archive.writestr("media", pack(names) if listed is None else listed)
        for number, content in enumerate(files.values()):
            archive.writestr(str(number), pack(content))
    return out.getvalue()


def read(raw: bytes, **choices: str) -> BankReading:
    return read_bank(BankFile(raw, "deck.apkg", choices))


def codes(reading: BankReading) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.partition(":")[2]) for problem in reading.problems]


ROWS: tuple[Row, ...] = (
    (1, " fire home ", ("What puts out <b>oil</b>?<img src='lid one.png'>", "A lid"), 5),
    (2, "", ("Call {{c1::119::number}} or {{c2::<i>120</i>}}.", "Both are <b>free</b>"), 5),
    (1, "", ("Why?", "Because<br>it burns [sound:why.mp3]"), 1),
    (3, "", ("下列正确的是？", "A. 甲<br>B. 乙<br>C. 丙", "<b>B</b>", "因为"), 5),
    (4, " x ", ("Which of these is the one?", "a", "b", "", "A", ""), 1),
    (1, "", ("<img src='lid one.png'>", "A pan"), 1),
    (1, "", ("{{c1::image-occlusion:rect:left=.1}}", "<img src='gone.png'>"), 1),
)


@pytest.mark.parametrize("new", [False, True])
def test_a_package_of_either_layout(new):
    media = {"other.png": b"x", "lid one.png": PNG}
    reading = read(package(collection(*ROWS, new=new), new, media))
    assert reading.format == "anki" and reading.bank is not None
    assert sorted(codes(reading)) == [
        ("kind_unsupported", "note 7"),
        ("long_answer_as_open", "note 3"),
        ("media_left_out", "note 3"),
        ("picture_missing", "note 7"),
    ]
    kinds = [question.kind for question in reading.questions]
    assert kinds == ["fill", "fill", "open", "single_choice", "single_choice", "fill", "open"]
    card, cloze, judged, chinese, mcq, picture, occlusion = (
        question.model_dump() for question in reading.questions
    )
    assert (card["stem"], card["topic"], card["tags"]) == (
        {"en": "What puts out oil? ____"},
        "Safety/Fire／gas",
        ("fire", "home"),
    )
    assert card["key"]["blanks"][0]["accept"][0]["value"] == "A lid"
    assert list(reading.media.values()) == [PNG] and card["media"][0]["name"] == "lid one.png"
    kept = {"guid": "guid1", "deck": "Safety::Fire/gas", "note_type": "Basic", "fields": list(ROWS[0][2])}
    assert card["ext"] == {"anki": kept}
    assert cloze["stem"] == {"en": "Call ____ or ____."} and cloze["hint"] == {"en": "number"}
    assert [blank["accept"][0]["value"] for blank in cloze["key"]["blanks"]] == ["119", "120"]
    assert cloze["explanation"] == {"en": "Both are free"}
    assert judged["key"]["reference"] == {"en": "Because\nit burns"}
    assert [option["text"]["en"] for option in chinese["body"]["options"]] == ["甲", "乙", "丙"]
    assert (chinese["key"]["correct"], chinese["explanation"]) == (("b",), {"en": "因为"})
    assert (mcq["key"]["correct"], mcq["tags"], len(mcq["body"]["options"])) == (("a",), ("x",), 2)
    assert picture["stem"] == {"en": "lid one.png ____"}
    assert occlusion["stem"] == {"en": "?"}
    assert reading.bank.title == {"en": "Safety"}


@pytest.mark.parametrize("name", ["deck_old_layout.apkg", "deck_new_layout.apkg", "notes.txt"])
def test_what_anki_itself_exports(name):
    reading = read_bank(BankFile((SAMPLES / name).read_bytes(), name))
    missing = [] if name.endswith(".apkg") else ["picture_missing"]
    assert [problem.code for problem in reading.problems] == [*missing, "long_answer_as_open"]
    assert len(reading.media) == 1 - len(missing)
    oil, call, why, phone, reversed_ = (question.model_dump() for question in reading.questions)
    assert (oil["stem"], oil["topic"], oil["tags"]) == (
        {"en": "What puts out oil? ____"},
        "Safety/Fire",
        ("fire", "home"),
    )
    shown = [[blank["accept"][0]["value"] for blank in one["key"]["blanks"]] for one in (oil, call, phone)]
    assert shown == [["A lid"], ["119", "120"], ["119"]]
    assert (call["hint"], call["explanation"]) == ({"en": "number"}, {"en": "extra"})
    assert why["key"]["reference"] == {"en": "Because\nof air"}
    assert reversed_["ext"]["anki"]["note_type"] == "Basic (and reversed card)"


def test_a_collection_that_was_open_when_it_was_packed():
    """A write-ahead log is asked for by two bytes of the head, and cannot be there."""
    raw = collection(ROWS[0])
    assert read(package(raw[:18] + b"\x02\x02" + raw[20:])).questions[0].kind == "fill"


def test_what_a_collection_does_not_say():
    script = OLD + "insert into col values (1, 0, 'no json', null);"
    bare = read(package(collection((9, "", ("Front", "Back"), 8), script=script)))
    assert (bare.questions[0].topic, codes(bare)) == ("", [])
    empty = read(package(collection(script=OLD)))
    assert codes(empty) == [("nothing_found", "1")]
    listed = package(collection((1, "", ("<img src=a.png>x", "y"), 1)), listed=b"no json")
    assert codes(read(listed)) == [("picture_missing", "note 1")]


VIEW = """
    create table col (models text, decks text);
    create table cards (nid integer, did integer, odid integer);
    create view notes as with recursive n(i) as (select 1 union all select i + 1 from n)
        select i as id, '' as guid, 1 as mid, '' as tags, 'x' as flds from n;
"""


CALL = """
    create table col (models text, decks text);
    create table cards (nid integer, did integer, odid integer);
    create view notes as select abs(1) as id, '' as guid, 1 as mid, '' as tags, 'x' as flds;
"""


@pytest.mark.parametrize(
    "raw",
    [
        b"no database at all",
        collection(ROWS[0])[:3000],
        collection(script="create table x (y);"),
        collection(script=VIEW),
        collection(script=CALL),
    ],
)
def test_a_damaged_or_hostile_collection_is_refused(raw):
    assert codes(read(package(raw))) == [("database_broken", "1")]


def test_a_long_text_and_a_long_search_are_stopped(monkeypatch):
    raw = package(collection(*[(1, "", (f"q{n}", "a"), 1) for n in range(300)]))
    assert len(read(raw).questions) == 300
    monkeypatch.setattr(anki, "_LONGEST", 40)
    assert codes(read(raw)) == [("database_broken", "1")]
    monkeypatch.undo()
    monkeypatch.setattr(anki, "_STEPS", 0)
    monkeypatch.setattr(anki, "_EVERY", 10)
    assert codes(read(raw)) == [("database_broken", "1")]


def test_packed_parts_are_checked(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("collection.anki21b", b"not packed")
    assert codes(read(out.getvalue())) == [("database_broken", "1")]
    monkeypatch.setattr(anki, "MAX_UNPACKED", 100)
    assert codes(read(package(collection(), new=True))) == [("archive_too_large", "1")]
    assert codes(read(b"no zip", format="anki")) == [("database_broken", "1")]


def test_lists_of_media_are_read_as_far_as_they_are_whole():
    assert list(_entries(b"\x0a\x03\x0a\x01a\x0a\x05\x10\x81\x01\x0a\x01\x0a\x00")) == ["a", "", ""]
    assert list(_entries(b"\x12\x01x\x0a\x02\x0a")) == [""]
    assert list(_entries(b"\x0d\x01")) == []
    assert list(_entries(b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")) == [""]


TEXT = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
g1\tBasic\tSafety::Fire\tWhat is <b>it</b>?\tA lid\tone two
g2\tCloze\tSafety\t"Call {{c1::119}}
now"\t"a ""b\"""\t
"""


def test_a_text_file():
    reading = read_bank(BankFile(TEXT.encode(), "notes.txt"))
    assert (reading.format, codes(reading)) == ("anki_text", [])
    first, second = (question.model_dump() for question in reading.questions)
    assert [record.place for record in reading.records] == ["notes.txt:7", "notes.txt:8"]
    assert (first["stem"], first["topic"], first["tags"]) == (
        {"en": "What is it? ____"},
        "Safety/Fire",
        ("one", "two"),
    )
    assert first["ext"]["anki"]["guid"] == "g1"
    assert (second["stem"], second["explanation"]) == ({"en": "Call ____ now"}, {"en": 'a "b"'})


def test_other_headers():
    head = "#separator:Semicolon\n#html:false\n#columns:题目;选项;答案;Note\n#tags:x\n#deck:D\n"
    text = f"{head}哪个<b>？;甲||乙;2;\n;;\n"
    (question,) = read_bank(BankFile(text.encode(), "t.txt")).questions
    dump: Any = question.model_dump()
    assert (dump["stem"], dump["key"]["correct"], dump["topic"], dump["tags"]) == (
        {"zh-Hans": "哪个<b>？"},
        ("b",),
        "D",
        ("x",),
    )
    odd = read_bank(BankFile(b'#separator:"\n#deck column:3\na\tb\n', "t.txt"))
    assert odd.questions[0].kind == "fill" and odd.questions[0].topic == ""
    assert read_bank(BankFile(b"#separator:,\na,b\n", "t.txt")).questions[0].kind == "fill"
    long = b"#separator:tab\n" + b"x" * 140_000 + b"\tb\n"
    assert codes(read_bank(BankFile(long, "t.txt"))) == [("line_not_read", "1")]


@pytest.mark.parametrize(
    ("text", "sure"), [("#separator:tab\n", 0.97), ("#deck column:1\n", 0.97), ("# notes\na\tb", 0)]
)
def test_how_sure_it_is(text, sure):
    assert looks_anki_text(BankFile(text.encode(), "t")) == sure


def bank_of(*questions: Any) -> Bank:
    return Bank(id="b", title={"en": "B"}, languages=("en",), questions=questions)


def test_what_is_written():
    maker = Maker(Report("x"), "en")
    fields: dict[str, Any] = {"topic": "fire/gas", "tags": ("two words",), "explanation": "Why"}
    maker.add(1, "Call ____ & ____", fill([["119"], ["120"]]), id="f", **fields)
    maker.add(1, "Which?", choice(["a<b", "c"], [0]), id="c")
    maker.add(1, "So?", true_false(False), id="t")
    maker.add(1, "How many?", numeric([{"value": 3}]), id="n")
    maker.add(1, "And now?", numeric([{"lo": 3, "hi": 4}]), id="r")
    maker.add(1, "Tell\\nme", open_("Like this"), id="o")
    maker.add(1, "No key", choice(["a", "b"], []), id="d")
    maker.add(1, "Sort", order(["a", "b"]), id="s")
    bank = bank_of(*(record.question for record in maker.records))
    rows = write_anki_text(Export(bank, "en")).decode().split("\n")[6:]
    assert rows == [
        "f\tCloze\tfire::gas\tCall {{c1::119}} &amp; {{c2::120}}\tWhy\ttwo_words",
        "c\tBasic\tDefault\tWhich?<br>A. a&lt;b<br>B. c\tA. a&lt;b\t",
        "t\tBasic\tDefault\tSo?<br>A. True<br>B. False\tB. False\t",
        "n\tBasic\tDefault\tHow many?\t3\t",
        "r\tBasic\tDefault\tAnd now?\t3–4\t",
        "o\tBasic\tDefault\tTell\\nme\tLike this\t",
        "",
    ]


def losses(shape: Any, stem: str = "Q") -> list[str]:
    question = Maker(Report("x"), "en").add(1, stem, shape)
    return [list(problem.details.values())[-1] for problem in anki_losses(Export(bank_of(question), "en"))]


def test_what_a_card_cannot_hold_is_told():
    assert losses(fill([["a"]]), "____") == losses(open_("x")) == []
    assert losses(fill([["a", "b"]]), "____") == ["accept, reject"]
    assert losses(open_("x", ["y"])) == ["rubric, keywords"]
    assert losses(choice(["a", "b"], [0])) == ["front and back only"]
    assert losses(choice(["a", "b"], [])) == ["no key"]
    assert losses(order(["a", "b"])) == ["order"]


def test_ids_decks_and_texts_come_back():
    reading = read(package(collection(ROWS[1], ROWS[2])))
    assert reading.bank is not None
    again = read_bank(BankFile(write_anki_text(Export(reading.bank, "en")), "x.txt"))
    for mine, theirs in zip(reading.questions, again.questions, strict=True):
        assert mine.ext["anki"]["guid"] == theirs.ext["anki"]["guid"]  # type: ignore[index, call-overload]
        assert (mine.topic, mine.kind, mine.stem) == (theirs.topic, theirs.kind, theirs.stem)
        assert mine.explanation == theirs.explanation and mine.key == theirs.key


words = st.text(alphabet=st.sampled_from("火ab1 <&.\"'\t#,"), min_size=1, max_size=9).map(
    lambda text: f"x {' '.join(text.split())}".strip()
)


@settings(max_examples=60)
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=3, unique_by=lambda row: row[0]))
def test_blanks_written_read_back_equal(rows):
    maker = Maker(Report("x"), "und")
    made: list[Any] = [maker.add(1, f"{stem} ____ {end}", fill([[answer]])) for stem, answer, end in rows]
    again = read_bank(BankFile(write_anki_text(Export(bank_of(*made), "und")), "x.txt")).questions
    for mine, theirs in zip(made, again, strict=True):
        assert next(iter(theirs.stem.values())) == mine.stem["und"]
        assert theirs.key.blanks[0].accept == mine.key.blanks[0].accept  # type: ignore[union-attr]


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from('#separatohmlc :\t\n"{}1|,'), max_size=80))
def test_any_text_is_read(text):
    reading = read_bank(BankFile(f"#separator:tab\n{text}".encode(), "t.txt"))
    assert all(problem.text("en") for problem in reading.problems)


@settings(max_examples=40)
@given(st.integers(0, 12_000), st.binary(min_size=1, max_size=60))
@example(4006, b"\x00\x00\x00\x00\x80")
def test_damaged_collections_are_read_or_refused(at, junk):
    raw = bytearray(collection(*ROWS[:3]))
    raw[at : at + len(junk)] = junk
    assert all(problem.text("en") for problem in read(package(bytes(raw))).problems)
