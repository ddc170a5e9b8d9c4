"""Robots play a contest of pictures, a case and answers in own words on the real server, to the podium."""

from pathlib import Path

from quizhub.robots.knowledge import read_knowledge
from quizhub.robots.rehearsal import Rehearsal, Wishes
from tests.banks.tiny_pictures import tiny_png
from tests.robots.real_server import serving

PLAN = """\
title: Pictures
languages: [en]
teams: [A, B, C]
rules: {ties: [lot]}
rounds:
- pack: everyone
  questions:
  - kind: hotspot
    stem: Find both hazards.
    media: [{file: kitchen.png}]
    material: {id: flat, text: A flat on fire, media: [{file: flat.png}]}
    image: kitchen.png
    mode: find_all
    key:
    - {id: pan, shape: rect, coords: [0.1, 0.1, 0.3, 0.3], label: Pan}
    - {id: cable, shape: circle, coords: [0.6, 0.6, 0.1], label: Cable}
  - kind: true_false
    stem: Open the door.
    material: {id: flat, text: A flat on fire, media: [{file: flat.png}]}
    key: no
- {pack: everyone, rules: {answering: mixed}, questions: [{kind: open, stem: Why?}]}
- {pack: buzz, rules: {answering: mixed}, questions: [{kind: open, stem: What now?}]}
"""
HAZARDS = b"""[{"stem": ["Find both hazards."],
 "answer": {"kind": "hotspot", "points": [[0.2, 0.2], [0.6, 0.6]]}}]"""


async def test_pictures_and_own_words_are_played_to_the_podium(tmp_path):
    plan = Path(tmp_path / "pictures.yaml")
    plan.write_text(PLAN, encoding="utf-8")
    (tmp_path / "pictures.media").mkdir()
    for name in ("kitchen.png", "flat.png"):
        (tmp_path / "pictures.media" / name).write_bytes(tiny_png(16, 9, (200, 100, len(name))))
    async with serving(tmp_path, plan) as server:
        wishes = Wishes(
            server.links["host_url"],
            hosts=True,
            speed=1000.0,
            audience=3,
            patience_s=30.0,
            seed=4,
            knowledge=read_knowledge(HAZARDS, 1.0),
        )
        report = await Rehearsal(wishes).run()
        assert report.succeeded, report.as_json()
        assert server.count("AskRevealed") == 4
        replayed = (await server.replay())["standings"]
        assert [(row["team"], row["points"]) for row in replayed] == [
            (row["team"], row["points"]) for row in report.standings
        ]
        assert max(row["points"] for row in replayed) > 100
