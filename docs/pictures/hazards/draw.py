"""Draws the pictures of question_banks/hazards.yaml: every scene here, with the kit, as a PNG of few colours.

    python docs/pictures/hazards/draw.py [scene …]

Chromium draws, Pillow reduces the colours; the same Chromium and fonts (Noto Sans CJK) give the same bytes.
`question_banks/hazards.media/` holds what this wrote.
"""

import io
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DRAWN = ROOT / "question_banks" / "hazards.media"
KIT = "kit"
SIZE: ViewportSize = {"width": 1600, "height": 1000}
COLOURS = 200
PAGE = "<!doctype html><style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}"

sys.path.insert(0, str(ROOT))
from tests.browser import find_chromium  # noqa: E402


def with_kit(scene: str, kit: str) -> str:
    """The scene with the kit's symbols behind its first tag."""
    defs = re.search(r"<defs>.*</defs>", kit, re.DOTALL)
    assert defs is not None, "kit.svg has no <defs>"
    end = scene.index(">", scene.index("<svg")) + 1
    return scene[:end] + defs[0] + scene[end:]


def drawn(page: Page, svg: str) -> bytes:
    """The picture as a PNG with a palette."""
    page.set_content(PAGE.format(svg=svg))
    page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    few = shot.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    found = io.BytesIO()
    few.save(found, "PNG", optimize=True)
    return found.getvalue()


def main(names: list[str]) -> None:
    """Draw these scenes, or all."""
    kit = (HERE / f"{KIT}.svg").read_text("utf-8")
    scenes = names or sorted(path.stem for path in HERE.glob("*.svg") if path.stem != KIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page(viewport=SIZE)
        for name in scenes:
            scene = (HERE / f"{name}.svg").read_text("utf-8")
            picture = drawn(page, with_kit(scene, kit))
            (DRAWN / f"{name}.png").write_bytes(picture)
            print(f"{name}.png  {len(picture) / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
