"""Short ways for the tests of XML formats: reading text, samples, and what a test asserts of a reading."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizhub.banks.bank import Bank, BankReading
from quizhub.banks.bank_file import BankFile
from quizhub.banks.export import Export
from quizhub.banks.reader import read_bank

SAMPLES = Path(__file__).parent / "samples"


def read(text: str | bytes, name: str = "bank.xml") -> BankReading:
    return read_bank(BankFile(text.encode() if isinstance(text, str) else text, name))


def sample(path: str) -> BankReading:
    file = SAMPLES / path
    return read(file.read_bytes(), file.name)


def codes(reading: BankReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def made_of(reading: BankReading) -> list[Any]:
    """The questions, of any kind."""
    return list(reading.questions)


def only(reading: BankReading) -> Any:
    """The one question or draft of a reading."""
    (question,) = (*reading.questions, *reading.drafts)
    return question


def export(*questions: Any, language: str = "zh-Hans", media: Mapping[str, bytes] | None = None) -> Export:
    languages = tuple(dict.fromkeys((language, "en")))
    bank = Bank(id="b", title={language: "B"}, languages=languages, questions=questions)
    return Export(bank, language, media or {})


def meant(question: Any, *left_out: str) -> dict[str, Any]:
    """What a question says, but for what depends on the file it stood in."""
    return dict(question.model_dump(exclude={"ext", "revision", *left_out}))


def in_one_language(question: Any, language: str = "zh-Hans") -> Any:
    """The question with every text in one language only, as formats hold it; pictures without words."""

    def cut(value: Any) -> Any:
        if isinstance(value, Mapping):
            if value and set(value) <= {"zh-Hans", "en"}:
                return {language: value[language]} if language in value else dict(value)
            return {name: None if name == "alt" else cut(one) for name, one in value.items()}
        return [cut(one) for one in value] if isinstance(value, list | tuple) else value

    def texts() -> Iterator[tuple[str, Any]]:
        for name, value in question.model_dump().items():
            keep = name == "body" and question.kind == "true_false"
            yield name, value if keep else cut(value)

    return type(question).model_validate(dict(texts()))


def by_place(question: Any) -> dict[str, Any]:
    """Body and key with the ids of options, items and blanks replaced by their places."""
    body, key = question.body.model_dump(), question.key.model_dump()
    groups = [body.get(name, ()) for name in ("options", "items", "left", "right", "blanks")]
    places = {one["id"]: (group, n) for group, ones in enumerate(groups) for n, one in enumerate(ones)}

    def placed(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {placed(name): one if name == "text" else placed(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [placed(one) for one in value]
        return places.get(value, value) if isinstance(value, str) else value

    return {"body": placed(body), "key": placed(key)}
