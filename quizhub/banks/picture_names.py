"""Gives the pictures of a bank file names of their own, so that they can lie in one folder.

Used by whoever writes a bank with its pictures: as files beside it or into an archive.
"""

from collections import defaultdict

from quizhub.banks.bank import Bank
from quizhub.questions.media import Media
from quizhub.questions.model import Question


def with_own_names(bank: Bank) -> Bank:
    """The bank with every name standing for one picture; names that differ in case alone are the same."""
    pictures: defaultdict[str, set[str]] = defaultdict(set)
    for question in bank.questions:
        for media in question.all_media:
            pictures[media.name.casefold()].add(media.id)
    shared = {name for name, ids in pictures.items() if len(ids) > 1}
    if not shared:
        return bank
    return bank.model_copy(update={"questions": tuple(_renamed(one, shared) for one in bank.questions)})


def _renamed(question: Question, shared: set[str]) -> Question:
    material = question.material
    if material is not None:
        material = material.model_copy(update={"media": tuple(_own(one, shared) for one in material.media)})
    media = tuple(_own(one, shared) for one in question.media)
    return question.model_copy(update={"media": media, "material": material})


def _own(media: Media, shared: set[str]) -> Media:
    if media.name.casefold() not in shared:
        return media
    return media.model_copy(update={"name": f"{media.id[:8]}-{media.name[-100:]}"})
