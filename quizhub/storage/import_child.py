"""The program that parses one file of a stranger, under limits, and hands back what it found.

Started by `import_process` and by nothing else: `python -m quizhub.storage.import_child`. It reads a request
from its input and writes frames to its output; it opens no file and no socket.
"""

import gc
import sys
from collections.abc import Mapping
from typing import BinaryIO

import orjson

from quizhub.banks.bank_file import BankFile
from quizhub.banks.problems import FileRefused
from quizhub.banks.reader import format_of, read_bank
from quizhub.banks.reading_json import dump_reading

FORMAT, READING, MEMORY = b"F", b"R", b"M"
"""The frames: the format that was recognised, the reading, and that there was too little memory."""


def limit_this_process(memory: int, processor_seconds: int) -> None:
    """Hold the process to so many bytes and seconds; Windows has no such limits, only the wall clock's."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def request_of(file: BankFile, memory: int, processor_seconds: int) -> bytes:
    """What the child reads: one line of JSON, then the bytes of the file and of those beside it."""
    head = {
        "name": file.name,
        "choices": dict(file.choices),
        "sizes": [len(file.raw), *(len(raw) for raw in file.beside.values())],
        "beside": list(file.beside),
        "memory": memory,
        "processor_seconds": processor_seconds,
    }
    return b"".join((orjson.dumps(head), b"\n", file.raw, *file.beside.values()))


def _file_of(head: Mapping[str, object], source: BinaryIO) -> BankFile:
    sizes, beside, choices = head["sizes"], head["beside"], head["choices"]
    assert isinstance(sizes, list) and isinstance(beside, list) and isinstance(choices, dict)
    raw = source.read(sizes[0])
    others = {name: source.read(size) for name, size in zip(beside, sizes[1:], strict=True)}
    return BankFile(raw, str(head["name"]), choices, others)


def write_frame(target: BinaryIO, kind: bytes, content: bytes) -> None:
    """One letter, eight digits of length, the content."""
    target.write(kind + b"%08x" % len(content) + content)
    target.flush()


def main() -> None:
    """Read one request, answer it, end."""
    # Thousands of questions are made and none thrown away: looking for garbage took a tenth of the time.
    gc.set_threshold(50_000, 20, 20)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    head = orjson.loads(source.readline())
    limit_this_process(head["memory"], head["processor_seconds"])
    try:
        file = _file_of(head, source)
        write_frame(target, FORMAT, _format(file))
        write_frame(target, READING, dump_reading(read_bank(file)))
    except MemoryError:
        write_frame(target, MEMORY, b"")


def _format(file: BankFile) -> bytes:
    try:
        known = format_of(file)
    except FileRefused:
        return b""
    return known.name.encode() if known is not None else b""


if __name__ == "__main__":
    main()
