"""What can go wrong with the disk, by what the caller can do about it.

Raised by everything in storage; each carries a sentence for a person. No SQLAlchemy error leaves
this package.
"""


class StorageError(Exception):
    """The database cannot be used; the text is a sentence that names the file."""


class DatabaseDamaged(StorageError):
    """The file is not a whole SQLite database. It is left as it is."""


class StorageUnavailable(StorageError):
    """A write failed (disk full, file locked); nothing of it was kept, and a later one may succeed."""


class VersionConflict(StorageError):
    """Somebody else wrote to this contest first: read the log again before deciding anew."""

    def __init__(self, contest: str, expected: int) -> None:
        super().__init__(f"contest {contest} has moved on from version {expected}")
        self.contest = contest
        self.expected = expected
