"""Checks of the data folder: what kind of disk it is on, room, how long a safe write takes, what it holds."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from quizhub.cli.checks.found import Found, ok, problem, warning
from quizhub.storage.backups import FOLDER, known_backups, last_good, verify_file
from quizhub.storage.errors import StorageError

LEAST_FREE = 100_000_000
LITTLE_FREE = 1_000_000_000
SLOW_WRITE_MS = 50.0
_TRIES = 12

_NETWORK = ("nfs", "cifs", "smb", "afp", "webdav", "davfs", "fuse.sshfs", "9p", "ncpfs", "ceph", "glusterfs")
_CLOUDS = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "nextcloud", "坚果云", "百度网盘")


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    absolute = folder.absolute()
    return next(place for place in (absolute, *absolute.parents) if place.is_dir())


def kind_of_disk(folder: Path, kind: str) -> Found:
    """`kind` is the name of the file system, as far as the system tells it."""
    cloud = next((part for part in folder.absolute().parts if part.lower().startswith(_CLOUDS)), None)
    if kind.lower().startswith(_NETWORK):
        return problem(
            "disk_kind",
            f"数据文件夹在网络磁盘上（{kind}）",
            f"the data folder is on a network drive ({kind})",
            "请用本机磁盘：quizhub serve --data 本机文件夹",
            "use a disk of this machine: quizhub serve --data FOLDER",
        )
    if cloud is not None:
        return warning(
            "disk_kind",
            f"数据文件夹在同步盘里（{cloud}）：同步程序会锁住数据库",
            f"the data folder is synchronised ({cloud}), which may lock the database",
            "请用同步盘之外的文件夹，备份文件再放进同步盘",
            "keep it elsewhere, and put backups there",
        )
    return ok(
        "disk_kind",
        f"数据文件夹在本机磁盘（{kind or '未知'}）",
        f"the data folder is on a disk of this machine ({kind or 'unknown'})",
    )


def room(free: int) -> Found:
    """`free` in bytes. A contest of two hours with a hall of 1,000 takes about 50 MB."""
    zh, en = f"剩余空间 {free / 1e9:.1f} GB", f"{free / 1e9:.1f} GB free"
    if free < LEAST_FREE:
        return problem("disk_room", zh, en, "请先腾出空间", "make room first")
    if free < LITTLE_FREE:
        return warning("disk_room", zh, en, "请腾出 1 GB 以上", "better 1 GB or more")
    return ok("disk_room", zh, en)


def writing(folder: Path) -> Found:
    """How long a confirmed write takes: every acknowledgement waits for one."""
    try:
        took_ms = _sync_ms(folder)
    except OSError as error:
        return problem(
            "disk_writes",
            f"{folder} 不能写入：{error.strerror}",
            f"{folder} cannot be written to: {error.strerror}",
            "请换一个文件夹，或修改权限",
            "choose another folder, or mend its permissions",
        )
    zh, en = f"写入落盘用时 {took_ms:.1f} 毫秒", f"a write is on the disk within {took_ms:.1f} ms"
    if took_ms > SLOW_WRITE_MS:
        return warning(
            "disk_writes",
            zh,
            f"{en}, which is slow",
            "请用本机固态硬盘，不用 U 盘或存储卡",
            "use the machine's own solid disk, no stick or card",
        )
    return ok("disk_writes", zh, en)


def wal(folder: Path) -> Found:
    """Whether SQLite can keep its write-ahead log here; network and some shared folders cannot."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as scratch,
            closing(sqlite3.connect(Path(scratch) / "try.db")) as connection,
        ):
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    except (OSError, sqlite3.Error) as error:
        mode = str(error)
    if mode != "wal":
        return problem(
            "sqlite_wal",
            f"这个文件夹里 SQLite 不能用 WAL 模式（{mode}）",
            f"SQLite cannot use its write-ahead log in this folder ({mode})",
            "请用本机磁盘上的文件夹",
            "use a folder on a disk of this machine",
        )
    return ok("sqlite_wal", "SQLite WAL 模式可用", "SQLite can use its write-ahead log")


def contests(database: Path) -> Found:
    """Every log is read from end to end."""
    if not database.is_file():
        return ok("contests", "还没有比赛", "no contests yet")
    try:
        held = len(verify_file(database))
    except StorageError as error:
        good = last_good(database.parent / FOLDER)
        do_zh, do_en = "没有完好的备份", "there is no whole backup"
        if good is not None:
            command = f"quizhub restore {good.path} --data {database.parent} --force"
            do_zh, do_en = f"从最近的完好备份恢复：{command}", f"the last good backup: {command}"
        return problem("contests", f"数据库有问题：{error}", str(error), do_zh, do_en)
    kept = len(known_backups(database.parent / FOLDER))
    return ok(
        "contests",
        f"{held} 场比赛，记录完好；备份 {kept} 个",
        f"{held} contests, every log whole; {kept} backups",
    )


def last_event(database: Path) -> int:
    """When something was last recorded, in ms; 0 where that cannot be known."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as reading:
            return int(reading.execute("SELECT max(at) FROM events").fetchone()[0] or 0)
    except sqlite3.Error:
        return 0


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def file_system(folder: Path) -> str:
    """Its name; empty where the system does not tell."""
    if sys.platform == "win32":
        return _windows_kind(folder)
    try:
        if sys.platform == "linux":
            mounts = [
                line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
            ]
        else:
            listed = subprocess.run(["mount"], capture_output=True, text=True, timeout=10, check=False).stdout
            mounts = [_bsd_mount(line) for line in listed.splitlines() if " on " in line and " (" in line]
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return kind_among(mounts, folder.resolve())


def kind_among(mounts: list[list[str]], folder: Path) -> str:
    """The file system of the deepest mount, out of [place, kind], that holds the folder."""
    places = [(Path(place.replace("\\040", " ")), kind) for place, kind in mounts]
    holding = [(len(place.parts), kind) for place, kind in places if folder.is_relative_to(place)]
    return max(holding, key=lambda one: one[0], default=(0, ""))[1]


def _bsd_mount(line: str) -> list[str]:
    place, _, kind = line.partition(" on ")[2].rpartition(" (")
    return [place, kind.partition(",")[0].rstrip(")")]


def _windows_kind(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    remote = 4
    return "smb" if ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == remote else "ntfs"


def _sync_ms(folder: Path) -> float:
    with tempfile.NamedTemporaryFile(prefix=".doctor-", dir=folder) as file:
        took = []
        for _ in range(_TRIES):
            file.write(b"q" * 4096)
            file.flush()
            began = perf_counter()
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            took.append((perf_counter() - began) * 1000)
    return median(took)
