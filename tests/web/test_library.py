"""The desk's library and imports: looking for questions, taking in a file, undoing it."""

import re

import pytest

from quizhub.banks.bank import Bank
from quizhub.contest.events import AskShown
from quizhub.storage.desk_banks import Arrival
from quizhub.storage.event_log import EventLog, NewEvent
from tests.questions.examples import every_kind
from tests.web.test_desk import organiser

__all__ = ["organiser"]

FILE = """\
format: quizhub-bank/1
id: mine
title: {en: Mine}
languages: [en]
questions:
  - id: one
    kind: single_choice
    stem: {en: Whom do you call in a fire?}
    options: {a: {en: The fire brigade on 119}, b: {en: A neighbour}}
    key: a
  - id: two
    kind: true_false
    stem: {en: Smoke rises.}
  - id: broken
    kind: nothing
"""


def handed_in(visitor, content: str = FILE, name: str = "mine.yaml") -> str:
    answer = visitor.post("/desk/import", files={"file": (name, content.encode())})
    assert answer.status_code == 303
    where: str = answer.headers["location"]
    assert where.startswith("/desk/import/")
    return where


def stems(text: str) -> list[str]:
    return re.findall(r'class="stem" href="[^"]*"><span class="own"[^>]*>\s*([^<]*)<', text.replace("\n", ""))


@pytest.mark.parametrize(
    "path", ["/desk/library", "/desk/library/alike", "/desk/import", "/desk/library/fire/x"]
)
def test_strangers_are_led_to_the_sign_in(server, visitor, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")


def all_questions(server) -> int:
    """How many come with the program."""
    return sum(len(bank.questions) for bank in server.place.library.banks())


def test_all_banks_are_listed_and_searched(server, organiser):
    page = organiser.get("/desk/library")
    assert f"{all_questions(server)} questions" in page.text
    assert page.text.count("read only") == len(server.place.library.banks())
    found = organiser.get("/desk/library?words=mhq")
    assert 1 <= len(stems(found.text)) < 50
    none = organiser.get("/desk/library?words=nosuchword&kind=fill")
    assert "No question fits" in none.text and 'value="nosuchword"' in none.text


def test_long_lists_have_pages(server, organiser):
    first, last = organiser.get("/desk/library"), organiser.get("/desk/library?page=999")
    pages = -(-all_questions(server) // 50)
    assert f"Page 1 of {pages}" in first.text and f"Page {pages} of {pages}" in last.text
    assert not set(stems(first.text)) & set(stems(last.text))
    assert f"Page 1 of {pages}" in organiser.get("/desk/library?page=x").text


def test_one_question_is_shown_with_its_source(organiser):
    first = re.search(
        r'class="stem" href="(/desk/library/fire/[^"]+)"', organiser.get("/desk/library?bank=fire").text
    )
    assert first is not None
    page = organiser.get(first[1])
    assert page.status_code == 200 and "Source" in page.text
    assert organiser.get("/desk/library/fire/none").status_code == 404


def test_every_kind_is_shown_with_its_key(server, organiser):
    questions = tuple(q.model_copy(update={"id": f"k{n}"}) for n, q in enumerate(every_kind()))
    bank = Bank(id="kinds", title={"en": "Kinds"}, languages=("zh-Hans",), questions=questions)
    portal = server.client.portal
    portal.call(server.place.shelves.desk.add_bank, bank, Arrival("i", "kinds.yaml", "native", 1, "li"))
    page = organiser.get("/desk/library?bank=kinds")
    assert page.status_code == 200 and f"{len(questions)} questions" in page.text
    for question in questions:
        one = organiser.get(f"/desk/library/kinds/{question.id}")
        assert one.status_code == 200 and "Revision 1" in one.text


def test_a_file_is_looked_at_before_anything_is_taken(server, organiser):
    where = handed_in(organiser)
    page = organiser.get(where)
    assert "Whom do you call in a fire?" in page.text and "Take 2 questions" in page.text
    assert "Read as native" in page.text
    assert f"{all_questions(server)} questions" in organiser.get("/desk/library").text
    assert "mine.yaml" in organiser.get("/desk/import").text


def test_taken_into_a_new_bank_and_undone(organiser):
    where = handed_in(organiser)
    answer = organiser.post(f"{where}/take", data={"title": "Our bank"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/library?bank=mine")
    page = organiser.get("/desk/library?bank=mine")
    assert "Our bank" in page.text and stems(page.text) == ["Whom do you call in a fire?", "Smoke rises."]
    assert "1 draft" in page.text
    assert organiser.get(where).status_code == 404
    undo = re.search(r'action="(/desk/imports/[^"]+/undo)"', page.text)
    assert undo is not None
    assert organiser.post(undo[1]).status_code == 303
    assert organiser.post(undo[1]).status_code == 404
    assert "Our bank" not in organiser.get("/desk/library").text.split("Imported files")[0]


def test_taken_into_a_bank_that_is_there_without_what_was_left_out(organiser):
    organiser.post(f"{handed_in(organiser)}/take", data={"title": "Our bank"})
    where = handed_in(organiser)
    page = organiser.get(where)
    assert "asks nearly the same" in page.text
    assert organiser.post(f"{where}/take", data={"bank": "none"}).status_code == 404
    answer = organiser.post(f"{where}/take", data={"bank": "mine", "leave": ["0"]})
    assert answer.headers["location"] == "/desk/library?bank=mine"
    assert stems(organiser.get("/desk/library?bank=mine").text) == [
        "Whom do you call in a fire?",
        "Smoke rises.",
        "Smoke rises.",
    ]
    assert "Questions that ask nearly the same" in organiser.get("/desk/library/alike").text
    assert "100 %" in organiser.get("/desk/library/alike").text


def test_nothing_to_take_is_told(organiser):
    where = handed_in(organiser)
    answer = organiser.post(f"{where}/take", data={"leave": ["0", "1"]})
    assert answer.status_code == 400 and "no question to take" in answer.text


def test_only_rows_with_something_to_check(organiser):
    where = handed_in(organiser)
    assert "Smoke rises." in organiser.get(where).text
    assert organiser.get(f"{where}?only=problems").status_code == 200


def test_a_file_can_be_read_again_and_thrown_away(organiser):
    where = handed_in(organiser, "no bank at all", "x.bin")
    assert organiser.get(where).status_code == 200
    assert organiser.post(f"{where}/read", data={"format": "native"}).headers["location"] == where
    assert "Read as native" in organiser.get(where).text
    assert organiser.post(f"{where}/drop").headers["location"] == "/desk/import"
    assert organiser.get(where).status_code == 404
    assert organiser.post(f"{where}/take").status_code == 404


def test_no_file_is_told(organiser):
    assert "Choose a file first" in organiser.post("/desk/import", files={"x": ("", b"")}).text


def test_questions_that_were_asked_can_be_left_out(server, organiser):
    live = server.client.portal.call(server.place.hall.find, server.info.id)
    question = live.state.plan.rounds[0].questions[0].question
    shown = AskShown(at=9, ask=1, slot=0, question=question, orders={}, value=10, contestants=("t1",))
    log = EventLog(server.place.shelves.desk._database)
    server.client.portal.call(log.append, server.info.id, live.state.version, [NewEvent.of(shown, "host")])
    one_less = f"{all_questions(server) - 1} questions"
    assert one_less in organiser.get("/desk/library?unused=1").text
    assert one_less in organiser.get(f"/desk/library?unused={server.info.id}").text
    assert f"{all_questions(server)} questions" in organiser.get("/desk/library?unused=none").text
    bank = question.partition("-")[0]
    assert "Asked in" in organiser.get(f"/desk/library/{bank}/{question}").text


SHEET = "题目,选项A,选项B,答案\n{stem},打119,打110,{key}\n另一道题？,是的,不是,{key}\n"


def test_how_a_file_is_read_is_proposed_for_the_next_of_its_kind(organiser):
    where = handed_in(organiser, SHEET.format(stem="着火打什么电话？", key="A"), "a.csv")
    page = organiser.get(where).text
    assert "2 questions" in page or "Take 2 questions" in page
    assert "Column of the key" in page and "Column of option A" in page
    answer = organiser.post(f"{where}/read", data={"format": "", "column.key": "", "encoding": "utf-8"})
    assert answer.headers["location"] == where
    assert re.search(r"Drafts without a key</dt><dd>2<", organiser.get(where).text)
    alike = handed_in(organiser, SHEET.format(stem="电器起火先做什么？", key="B"), "b.csv")
    assert re.search(r"Drafts without a key</dt><dd>2<", organiser.get(alike).text)
    other = handed_in(organiser, "题目,选项A,选项B,选项C,答案\n哪个？,一,二,三,B\n谁？,甲,乙,丙,C\n", "c.csv")
    assert not re.search(r"Drafts without a key</dt><dd>2<", organiser.get(other).text)
