"""docs/faults.md against the catalogue of faults and the tests that are marked with them."""

import re
from pathlib import Path

from tests.faults.catalogue import FAULTS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
MARK = re.compile(r"(?:@pytest\.mark|pytest\.mark)\.fault\(([\d, ]+)\)")


def rows() -> dict[int, tuple[str, ...]]:
    text = (ROOT / "docs" / "faults.md").read_text("utf-8")
    return {int(found[1]): found.groups()[1:] for found in ROW.finditer(text)}


def marked() -> dict[int, set[str]]:
    """Numbers by the files whose tests carry them."""
    places: dict[int, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for numbers in MARK.findall(path.read_text("utf-8")):
            for number in numbers.split(","):
                places.setdefault(int(number), set()).add(path.relative_to(ROOT / "tests").as_posix())
    return places


def test_every_fault_has_its_row_with_what_is_injected_and_its_mark():
    told = {number: (injected, mark) for number, (injected, mark, _, _) in rows().items()}
    assert told == {fault.number: (fault.injected, fault.mark) for fault in FAULTS}


def test_every_row_names_the_files_whose_tests_carry_its_number():
    places = marked()
    for number, (_, _, where, _) in rows().items():
        named = set(re.findall(r"`([\w/]+\.py)`", where))
        assert named == places.get(number), number
