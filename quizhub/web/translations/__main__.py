"""`python -m quizhub.web.translations [update]`: what has no Chinese yet; `update` adds it to the catalogue."""

import sys

from quizhub.web.translations.catalogue import lacking, update


def main(arguments: list[str]) -> int:
    """List the messages without a translation; exit code 1 when there are any."""
    missing = update() if arguments == ["update"] else lacking()
    for message in missing:
        print(f"not translated: {message}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
