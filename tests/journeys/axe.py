"""The accessibility engine axe on an open page: what it finds that shuts somebody out.

The engine's script comes with its Python package; nothing is loaded from anywhere. A page's policy does not
stop it, for it is put in by the browser's driver. It loads nothing either: of style sheets that import others
it would ask for the wrong addresses.
"""

from functools import cache
from importlib.resources import files

from playwright.async_api import Page

RUN = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const options = { resultTypes: ['violations'], runOnly: rules, preload: false };
  const { violations } = await axe.run(document, options);
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const why = ({ any, all, none }) => (any[0] || all[0] || none[0])?.message;
  const lines = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${why(node)}`);
  return grave.flatMap(lines);
}"""


@cache
def engine() -> str:
    """The script of axe."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


async def barriers(page: Page) -> list[str]:
    """Serious and critical faults by WCAG 2.2 AA, one line a node."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(engine())
    found: list[str] = await page.evaluate(RUN)
    return found
