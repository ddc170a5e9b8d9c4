"""What can be wrong with a plan file, as sentences with file, line, reason and the nearest known name.

Faults of the YAML and of questions keep the codes of `quizhub.banks`; here are those of a plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError

from quizhub.banks.messages import ERRORS as BANK_ERRORS
from quizhub.banks.problems import Level, Problem
from quizhub.banks.report import Place, Report
from quizhub.storage.plan_file.messages import ERRORS, WARNINGS

_SEE_BANKS = {"missing_language", "extra_language"}


@dataclass(frozen=True, slots=True)
class PlanProblem(Problem):
    """A fault of a plan file; `place` is such as `contest.yaml:12`."""

    def text(self, language: str = "zh-Hans") -> str:
        """The reason, in Chinese for any `zh` language and in English otherwise."""
        texts = ERRORS.get(self.code) or WARNINGS.get(self.code)
        if texts is None:
            return Problem.text(self, language)
        chinese, english = texts
        return (chinese if language.partition("-")[0] == "zh" else english).format_map(self.details)

    def sentence(self, language: str = "zh-Hans") -> str:
        """Place and reason, as one line for a person."""
        return f"{self.place}  {self.text(language)}"


class PlanReport(Report):
    """Collects the faults of one plan file. A name it does not know is an error here: on stage an
    ignored rule would be worse than a refused file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.found: list[PlanProblem] = []
        self.inside_question = False

    def add(self, place: Place, code: str, **details: str) -> None:
        """Note a fault at a line counted from 1."""
        if code == "not_native":
            code = "not_a_plan"
        if code in _SEE_BANKS:
            return
        if code in ("unknown_field", "unknown_field_near") and not self.inside_question:
            code, details = code.replace("field", "name"), {"value": details.pop("field"), **details}
            details.setdefault("choices", "docs/plan-format.md")
        level = Level.ERROR if code in ERRORS or code in BANK_ERRORS else Level.WARNING
        self.found.append(PlanProblem(self.at(place), level, code, details))
        self.errors += level is Level.ERROR

    def unknown(self, line: int, code: str, value: str, known: Iterable[str]) -> None:
        """Note a name nobody knows, with the nearest one that is known."""
        choices = sorted(known)
        near = get_close_matches(value, choices, n=1, cutoff=0.5)
        if near and f"{code}_near" in ERRORS:
            self.add(line, f"{code}_near", value=value, near=near[0])
        else:
            self.add(line, code, value=value, choices=" ".join(choices))

    def rules(self, invalid: ValidationError, line: int, lines: dict[str, int]) -> None:
        """Note what pydantic found wrong with the rules of a round or contest."""
        for error in invalid.errors():
            field = str(error["loc"][0]) if error["loc"] else "rules"
            context, at = error.get("ctx", {}), lines.get(field, line)
            details = {"field": field, "value": str(error["input"])}
            match error["type"]:
                case "enum" | "literal_error":
                    choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
                    self.add(at, "rule_choice", **details, choices=choices)
                case "greater_than_equal":
                    self.add(at, "rule_low", **details, limit=str(context["ge"]))
                case "less_than_equal":
                    self.add(at, "rule_high", **details, limit=str(context["le"]))
                case "int_parsing" | "int_type" | "int_from_float":
                    self.add(at, "rule_number", **details)
                case "bool_parsing" | "bool_type":
                    self.add(at, "rule_yes_no", **details)
                case _:
                    self.add(at, "invalid", field=field, reason=error["msg"])
