"""Trees of XML that strangers made."""

import pytest

from quizhub.banks.problems import FileRefused
from quizhub.banks.xml_tree import child, children, found, head_of, local, parse_xml, place_of, raw_xml, words

TREE = parse_xml(b"<a xmlns='urn:x'><b>one<!-- no --> <i>two</i></b><?no no?><c/><b x='1'><d/></b>tail</a>")


def test_elements_are_found_by_their_local_names():
    assert TREE.repaired is None
    assert [local(one) for one in children(TREE.root)] == ["b", "c", "b"]
    assert len(children(TREE.root, "b")) == len(found(TREE.root, "b")) == 2
    assert [local(one) for one in found(TREE.root, "d", "i")] == ["i", "d"]
    deep = found(TREE.root, "d")[0]
    assert child(TREE.root, "b", "d") is None
    assert child(TREE.root, "b", "i") is not None
    assert place_of(deep) == "/a/b[2]/d"
    assert raw_xml(found(TREE.root, "c")[0]) == '<c xmlns="urn:x"/>'


def test_words_are_never_missing():
    assert words(TREE.root, "b") == "one two"
    assert words(TREE.root, "x", "y") == words(None, "b") == ""


def test_the_head_is_read_in_any_encoding():
    assert "<quiz>" in head_of("<quiz>".encode("utf-16"))
    assert head_of(b"PK\x03\x04<quiz>") == ""


@pytest.mark.parametrize(
    "raw", [b"", b" ", "<!ENTITY x 'y'>".encode("utf-16-le"), b"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>"]
)
def test_what_is_no_xml_and_what_could_be_a_bomb_is_refused(raw):
    with pytest.raises(FileRefused):
        parse_xml(raw)


def test_what_is_broken_is_repaired():
    tree = parse_xml(b"<a><b></a>")
    assert tree.repaired is not None
    assert [local(one) for one in tree.root] == ["b"]
