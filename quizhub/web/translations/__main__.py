"""`python -m quizhub.web.translations` lists messages without Chinese; with `update` it adds them.

`fill words.json` adds them and puts in the Chinese of a JSON object by English message.
"""

import json
import sys
from pathlib import Path

from quizhub.web.translations.catalogue import fill, lacking, update


def main(arguments: list[str]) -> int:
    """List the messages without a translation; exit code 1 when there are any."""
    match arguments:
        case ["update"]:
            missing = update()
        case ["fill", file]:
            missing = fill(json.loads(Path(file).read_text(encoding="utf-8")))
        case _:
            missing = lacking()
    for message in missing:
        print(f"not translated: {message}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
