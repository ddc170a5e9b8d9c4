"""What readers guess about a file, in words: names of guesses, of columns, and of what may be chosen."""

from collections.abc import Mapping
from typing import Any

from quizhub.banks.bank import Guess
from quizhub.web.refusals import N_

NAMES: Mapping[str, str] = {
    "encoding": N_("Text encoding"),
    "format": N_("File format"),
    "key_base": N_("Numbers in the key begin with"),
    "header_row": N_("Row with the column names (0: none)"),
    "kinds": N_("Questions with one right option are"),
    "option_separator": N_("What parts the options in a cell"),
    "blank_separator": N_("What parts the blanks in a key"),
    "hidden_sheets": N_("Hidden sheets are read"),
    "numbering": N_("Questions are numbered like"),
    "marked": N_("Bold or coloured options are right"),
}
COLUMNS: Mapping[str, str] = {
    "stem": N_("Column of the questions"),
    "options": N_("Column of all options"),
    "option": N_("Column of option"),
    "wrong": N_("Column of wrong answer"),
    "key": N_("Column of the key"),
    "kind": N_("Column of the question type"),
    "explanation": N_("Column of the explanation"),
    "topic": N_("Column of the topic"),
    "difficulty": N_("Column of the difficulty"),
    "tags": N_("Column of the tags"),
    "points": N_("Column of the points"),
    "time": N_("Column of the time"),
}
VALUES: Mapping[str, str] = {
    "yes": N_("yes"),
    "no": N_("no"),
    "by_key": N_("single or multiple, as their key says"),
    "single_choice": N_("Single choice"),
    "multiple_choice": N_("Multiple choice"),
    "\n": N_("line breaks"),
    "": N_("none"),
}


def guess_view(guess: Guess, chosen: bool) -> dict[str, Any]:
    """A guess for the form: what it is about, what was taken, what else it could be."""
    sheet, mark, name = guess.name.rpartition("!")
    role, _, place = name.removeprefix("column.").partition(":")
    is_column = name.startswith("column.")
    letter = "ABCDEFGHIJKLMNOPQRST"[int(place)] if place.isdigit() and int(place) < 20 else place
    return {
        "name": guess.name,
        "sheet": sheet if mark else "",
        "words": COLUMNS.get(role, "") if is_column else NAMES.get(name, ""),
        "plain": role if is_column else name,
        "letter": letter if is_column else "",
        "value": guess.value,
        "choices": [(value, VALUES.get(value, "")) for value in dict.fromkeys((guess.value, *guess.choices))],
        "chosen": chosen,
    }
