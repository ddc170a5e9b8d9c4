"""HTML of other programs as plain words, XML of strangers, and the language of a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizhub.banks.languages import language_of
from quizhub.banks.markup import looks_html, plain, tidy
from quizhub.banks.problems import FileRefused
from quizhub.banks.xml_tree import local, parse_xml, place_of


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("plain text", "plain text"),
        ("2 &lt; 3", "2 < 3"),
        ("<ul><li>x</li><li>y</li></ul>", "x\n\ny"),
        ("H<sub>2</sub>O and m<sup>2</sup>", "H₂O and m²"),
        ("<script>alert(1)</script>ok<style>p{}</style>", "ok"),
        ("<b>bold</b> <i onclick='x()'>slanted</i>", "bold slanted"),
        ("<!-- gone -->kept", "kept"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("<p> </p>x", "x"),
        ("", ""),
        ("  ", ""),
        ("\x01", ""),
    ],
)
def test_html_becomes_words(source, words):
    assert plain(source).words == words


def test_what_words_cannot_hold_is_named():
    read = plain('<table><tr><td>a</td><td>b</td></tr></table><img src="x.png"><img>')
    assert read.words == "a b"
    assert read.lost == ("table", "img")
    assert read.pictures == ("x.png", "")


def test_deep_nesting_is_cut_off_and_never_fails():
    assert plain("<div>" * 1000 + "deep").words == ""


def test_a_text_may_be_known_to_be_html():
    assert looks_html("a<b>c</b>") and looks_html("&amp;") and looks_html("&#39;")
    assert not looks_html("1 < 2 and 3 > 2") and not looks_html("AT&T")


@given(st.text())
@settings(max_examples=50)
def test_any_text_is_read(source):
    assert plain(source).words == tidy(plain(source).words)


def test_xml_places_and_names():
    tree = parse_xml(b'<q:quiz xmlns:q="urn:x"><!-- c --><a/><a><b/></a></q:quiz>')
    comment, first, second = tree.root
    assert (local(tree.root), local(comment), local(first)) == ("quiz", "", "a")
    assert place_of(second[0]) == "/quiz/a[2]/b"
    assert tree.repaired is None


def test_broken_xml_is_read_as_far_as_possible():
    tree = parse_xml(b"<quiz><a>1</a><b>2</quiz>")
    assert [local(child) for child in tree.root] == ["a", "b"]
    assert tree.repaired is not None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml_entities"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "xml_entities"),
        (b"", "xml_broken"),
        (b"no xml", "xml_broken"),
    ],
)
def test_dangerous_and_empty_xml_is_refused(raw, code):
    with pytest.raises(FileRefused) as refused:
        parse_xml(raw)
    assert refused.value.code == code


def test_a_doctype_alone_is_legal():
    assert local(parse_xml(b'<!DOCTYPE quiz SYSTEM "http://x/y.dtd"><quiz/>').root) == "quiz"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("火灾时应当拨打哪个电话？", "zh-Hans"),
        ("火災時應當撥打哪個電話？", "zh-Hant"),
        ("火灾时拨打 119 (fire brigade, not the police)", "zh-Hans"),
        ("What number do you call for the fire brigade?", "en"),
        ("Quel numéro appelez-vous?", "und"),
        ("Какой огнетушитель?", "und"),
        ("42", "und"),
    ],
)
def test_language_of_a_text(words, language):
    assert language_of(words) == language


def test_odd_blanks_are_blanks():
    assert plain("a&nbsp;b\u2009c\u3000d").words == "a b c\u3000d"
