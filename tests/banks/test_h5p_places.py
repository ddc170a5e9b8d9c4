"""H5P questions with pictures: items to drag, places to point at, pictures above a question."""

from decimal import Decimal
from typing import Any

import pytest

from tests.banks.h5p_files import PNG, one, piece, read, words


def drag(elements: list[Any], zones: list[Any], **settings: Any) -> dict[str, Any]:
    items = [{"type": {"params": params}} for params in elements]
    return piece(
        "DragQuestion", question={"settings": settings, "task": {"elements": items, "dropZones": zones}}
    )


def test_items_to_drag_onto_a_picture():
    items = [{"text": "<p>lid</p>"}, {"alt": "sand", "file": {"path": "images/s.png"}}, {"text": "oil"}]
    zones = [{"label": "<div>Pan</div>", "correctElements": ["0"]}, {"label": "Wood", "correctElements": [1]}]
    question = one(
        drag(items, zones, background={"path": "images/a.png"}),
        codes=("picture_missing", "zones_as_pairs"),
        files={"images/a.png": PNG},
    )
    assert words(question.stem) == "Pan / Wood" and question.media[0].height == 4
    assert [words(side.text) for side in question.body.right] == ["lid", "sand", "oil"]
    assert question.key.pairs == (("l1", "r1"), ("l2", "r2"))
    both = [{"label": "Kitchen", "correctElements": ["0", "2"]}, {"label": "Beach", "correctElements": ["1"]}]
    sorted_ = one(drag([{"text": "lid"}, {"text": "sand"}, {"text": "oil"}], both), codes=("zones_as_pairs",))
    assert sorted_.key.pairs == (("l1", "r1"), ("l2", "r2"), ("l3", "r1")) and sorted_.body.reuse_right


@pytest.mark.parametrize(
    ("items", "zones"),
    [
        ([{}], [{"label": "a", "correctElements": [0]}]),
        (
            [{"text": "x"}, {"text": "y"}],
            [{"label": "a", "correctElements": [0, 1]}, {"correctElements": []}],
        ),
        ([{"text": "x"}, {"text": "y"}, {"text": "z"}], [{"label": "a", "correctElements": [0, 1, 9]}]),
        ([{"text": "x"}], [{"label": "a", "correctElements": [0]}, {"label": "b", "correctElements": [0]}]),
    ],
)
def test_items_without_one_partner_are_kept_as_an_open_question(items, zones):
    question = one(drag(items, zones), codes=("kind_unsupported",))
    assert (question.kind, words(question.stem)) == ("open", "?")
    assert question.ext["h5p"]["raw"]["question"]["task"]["dropZones"] == zones


def hotspots(
    *spots: Any, group: str = "imageHotspotQuestion", library: str = "ImageHotspotQuestion"
) -> dict[str, Any]:
    image = {"backgroundImage": {"path": "images/a.png"}}
    return piece(
        library,
        **{
            group: {
                "backgroundImageSettings": image,
                "hotspotSettings": {"taskDescription": "Where?", "hotspot": spots},
            }
        },
    )


def spot(x: Any, y: float, correct: bool = True, figure: str = "rectangle", told: str = "") -> dict[str, Any]:
    placed = {"x": x, "y": y, "width": 20, "height": 10, "figure": figure}
    return {"userSettings": {"correct": correct, "feedbackText": told}, "computedSettings": placed}


def test_places_to_point_at():
    spots = [spot(10, 95, told="the pan"), spot(50, 50, False, "circle"), spot(100, 0), spot("x", 0, False)]
    question = one(hotspots(*spots), codes=("line_not_read",), files={"images/a.png": PNG})
    assert (words(question.stem), question.body.mode) == ("Where?", "pick")
    pan, other, _ = question.key.regions
    assert (pan.shape, list(map(str, pan.coords)), words(pan.label)) == (
        "rect",
        ["0.100000", "0.950000", "0.300000", "1.000000"],
        "the pan",
    )
    assert (other.shape, other.coords, other.correct) == (
        "ellipse", (Decimal("0.6"), Decimal("0.55"), Decimal("0.1"), Decimal("0.05")), False,
    )  # fmt: skip
    every = hotspots(
        spot(0, 0), spot(50, 50), group="imageMultipleHotspotQuestion", library="ImageMultipleHotspotQuestion"
    )
    assert one(every, files={"images/a.png": PNG}).body.mode == "find_all"
    assert one(hotspots(spot(0, 0)), codes=("picture_missing",)).kind == "open"


def test_pictures_above_a_question_and_media_that_cannot_be_taken():
    image = {"type": {"library": "H5P.Image 1.1", "params": {"file": {"path": "images/a.png"}}}}
    video = {"type": {"library": "H5P.Video 1.6", "params": {"sources": [{"path": "v.mp4"}]}}}
    asked = [
        piece("TrueFalse", question="One", correct="true", media=image),
        piece("TrueFalse", question="Two <img src='http://x/y.png'>", correct="true", media=video),
    ]
    reading = read(*asked, files={"images/a.png": PNG})
    assert list(reading.media.values()) == [PNG]
    assert [problem.code for problem in reading.problems] == ["media_left_out", "picture_missing"]
