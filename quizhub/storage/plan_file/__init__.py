"""A contest as one readable YAML file: `read_plan` and `write_plan`. The format is docs/plan-format.md.

Used by the desk and the command line. Knows bytes and banks, never paths. Nothing here raises for
content: a reading holds the plan or the reasons why there is none.
"""

from quizhub.storage.plan_file.problems import PlanProblem
from quizhub.storage.plan_file.reading import FORMAT, PlanReading, read_plan, without_pictures
from quizhub.storage.plan_file.writing import write_plan

__all__ = ["FORMAT", "PlanProblem", "PlanReading", "read_plan", "without_pictures", "write_plan"]
