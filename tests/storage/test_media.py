"""Bytes of pictures: kept once by their hash in the database, so in every backup; as files beside a bank."""

import hashlib

import pytest

from quizhub.banks.bank import Bank
from quizhub.banks.picture_names import with_own_names
from quizhub.banks.pictures import picture_of
from quizhub.questions.model import Material
from quizhub.storage import bank_files
from quizhub.storage.bank_files import Library, files_beside
from quizhub.storage.media import MediaStore
from tests.banks.tiny_pictures import tiny_png
from tests.questions.examples import ask, single, true_false

pytestmark = pytest.mark.anyio

RED, BLUE = tiny_png(4, 4, (255, 0, 0)), tiny_png(4, 4, (0, 0, 255))


def hash_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


async def test_bytes_are_kept_once_and_found_by_their_hash(database):
    store = MediaStore(database)
    both = {hash_of(raw): raw for raw in (RED, BLUE)}
    await database.write(store.adding({hash_of(RED): RED}))
    await database.write(store.adding(both))
    assert await store.read(hash_of(BLUE)) == BLUE
    assert await store.read("0" * 64) is None
    many = {f"{n:064x}" for n in range(1_200)}
    assert await store.known(many | both.keys()) == both.keys()


def test_bytes_of_another_hash_are_not_taken():
    with pytest.raises(ValueError, match="these are not the bytes"):
        MediaStore.adding({hash_of(RED): BLUE})


def bank_of(*pictures: bytes, name: str = "a.png") -> Bank:
    """A bank with one question for each picture, all of one file name; the last one's is in its material."""
    made = [picture_of(raw, name) for raw in pictures]
    assert all(media is not None for media in made)
    questions = [
        true_false().model_copy(update={"id": f"q{n}", "media": (media,)}) for n, media in enumerate(made)
    ]
    case = Material(id="m", text={"en": "M"}, media=questions.pop().media)
    questions.append(single().model_copy(update={"id": "last", "material": case}))
    return Bank(id="t", title={"en": "T"}, languages=("en",), questions=tuple(questions))


def test_a_library_keeps_the_pictures_beside_the_bank_and_gives_them_back(tmp_path):
    library = Library(tmp_path / "shipped", tmp_path / "own")
    bank = bank_of(RED, BLUE)
    media = {hash_of(raw): raw for raw in (RED, BLUE)}
    path = library.keep(bank, media)
    own = f"{hash_of(RED)[:8]}-a.png", f"{hash_of(BLUE)[:8]}-a.png"
    assert files_beside(path) == {own[0]: RED, own[1]: BLUE}
    (again,) = library.banks()
    assert again == with_own_names(bank)
    assert library.pictures(media) == media
    assert library.pictures([hash_of(RED), "0" * 64]) == {hash_of(RED): RED}
    assert library.pictures(()) == {}


def test_an_exchanged_picture_is_read_anew(tmp_path):
    library = Library(tmp_path / "shipped", tmp_path / "own")
    path = library.keep(bank_of(RED), {hash_of(RED): RED})
    assert library.banks()
    (path.with_suffix(".media") / "a.png").write_bytes(tiny_png(8, 8))
    (bank,) = library.banks()
    assert bank.questions[0].material is not None
    assert bank.questions[0].material.media[0].width == 8


def test_pictures_that_are_not_at_hand_are_not_written(tmp_path):
    library = Library(tmp_path / "shipped", tmp_path / "own")
    assert files_beside(library.keep(bank_of(RED))) == {}
    assert files_beside(library.keep(Bank(id="u", title={"en": "U"}, languages=("en",)))) == {}


def test_what_is_too_large_to_be_shown_stays_where_it_is(tmp_path, monkeypatch):
    folder = tmp_path / "t.media"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.png").write_bytes(RED)
    (folder / "b.png").write_bytes(RED + b"x")
    monkeypatch.setattr(bank_files, "MAX_PICTURE", len(RED))
    assert files_beside(tmp_path / "t.yaml") == {"a.png": RED}


def test_names_stay_where_each_stands_for_one_picture():
    bank = bank_of(RED, RED)
    assert with_own_names(bank) is bank
    plain = Bank(id="t", title={"en": "T"}, languages=("en",), questions=(ask(single().body, None),))
    assert with_own_names(plain) is plain


def test_only_names_that_clash_are_changed():
    red, blue = picture_of(RED, "A.png"), picture_of(BLUE, "a.PNG")
    other = picture_of(tiny_png(2, 2), "b.png")
    first = single().model_copy(update={"id": "one", "media": (red, other)})
    second = single().model_copy(update={"id": "two", "media": (blue,)})
    bank = Bank(id="t", title={"en": "T"}, languages=("en",), questions=(first, second))
    names = [media.name for question in with_own_names(bank).questions for media in question.media]
    assert names == [f"{hash_of(RED)[:8]}-A.png", "b.png", f"{hash_of(BLUE)[:8]}-a.PNG"]
