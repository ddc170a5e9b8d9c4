"""All questions at hand for the desk: those in files and those kept at the desk, ready to be searched.

Made anew when something changed; making the search words takes a tenth of a second a few hundred questions,
so they are kept by question.
"""

from anyio.to_thread import run_sync

from quizhub.banks.bank import Bank
from quizhub.banks.shelf import Item, search_words
from quizhub.questions.model import Question
from quizhub.storage.bank_files import Library
from quizhub.storage.desk_banks import DeskBanks

_MOST_WORDS = 50_000


class Shelves:
    """The banks in files (to read) and the banks of the desk (to change)."""

    def __init__(self, files: Library, desk: DeskBanks) -> None:
        self.files = files
        self.desk = desk
        self._words: dict[tuple[str, str], tuple[Question, str]] = {}

    async def banks(self) -> list[Bank]:
        """Every bank: those of the desk first; one of the desk hides a file of the same id."""
        desk = await self.desk.banks()
        ids = {bank.id for bank in desk}
        return desk + [bank for bank in await run_sync(self.files.banks) if bank.id not in ids]

    async def items(self) -> list[Item]:
        """Every question with its bank, status and search words."""
        desk = [(kept.bank, kept.question, kept.status) for kept in await self.desk.kept()]
        of_desk = {bank.id for bank in await self.desk.banks()}
        files = [
            (bank.id, question, "ready" if question.key is not None else "draft")
            for bank in await run_sync(self.files.banks)
            if bank.id not in of_desk
            for question in bank.questions
        ]
        desk = [one for one in desk if one[0] in of_desk]
        return await run_sync(self._with_words, desk + files)

    def _with_words(self, found: list[tuple[str, Question, str]]) -> list[Item]:
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        return [
            Item(bank, question, status, self._words_of(bank, question)) for bank, question, status in found
        ]

    def _words_of(self, bank: str, question: Question) -> str:
        known = self._words.get((bank, question.id))
        if known is None or known[0] != question:
            known = self._words[bank, question.id] = (question, search_words(question))
        return known[1]
