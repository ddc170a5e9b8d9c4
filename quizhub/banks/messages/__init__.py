"""The sentences of `problems`, by code: Chinese, then English. Placeholders are the problem's details.

One module for each family of formats; a code stands in one of them only.
"""

from quizhub.banks.messages import exports, files, native, papers, plain_files, questions, tables, xml_files

Sentences = dict[str, tuple[str, str]]

_FAMILIES = (files, native, questions, exports, plain_files, xml_files, papers, tables)

ERRORS: Sentences = {code: said for family in _FAMILIES for code, said in family.ERRORS.items()}
"""Something was left out."""

WARNINGS: Sentences = {code: said for family in _FAMILIES for code, said in family.WARNINGS.items()}
"""All was taken, but a person should look."""
