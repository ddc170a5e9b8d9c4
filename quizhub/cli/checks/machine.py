"""Checks of the machine: Python, SQLite, the event loop, open files, the clock, the program's own files."""

import importlib.util
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from quizhub.cli.checks.found import Found, ok, problem, warning
from quizhub.storage.bank_files import Library
from quizhub.web.assets import Assets, question_banks

FIRST_YEAR = 2025
"""No laptop that runs this program has lived in an earlier one."""

_MENDED = (3, 51, 3)
_MOST_DRIFT_MS = 20
_FILES_FOR_A_HALL = 1_200
_OWN_FILES = 200


def python() -> Found:
    version = platform.python_version()
    return ok("python", f"Python {version}", f"Python {version}")


def sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Found:
    name = ".".join(map(str, version))
    if version < _MENDED:
        return warning(
            "sqlite",
            f"SQLite {name} 早于 3.51.3：多个程序同时写库时有已知缺陷；QuizHub 只用一个连接写，不受影响",
            f"SQLite {name} is older than 3.51.3, which mended a fault with several writers; QuizHub has one",
            "比赛期间不要用其他程序打开数据库写入",
            "let no other program write to the database during a contest",
        )
    return ok("sqlite", f"SQLite {name}", f"SQLite {name}")


def event_loop(there: bool | None = None, system: str = sys.platform) -> Found:
    found = importlib.util.find_spec("uvloop") is not None if there is None else there
    if found:
        return ok("event_loop", "已装 uvloop", "uvloop is there")
    if system == "win32":
        return ok(
            "event_loop",
            "Windows 上使用 asyncio（约 1000 部手机以内）",
            "asyncio, as always on Windows (about 1,000 phones)",
        )
    return warning(
        "event_loop",
        "缺少 uvloop：速度较慢",
        "uvloop is missing: slower",
        "重新安装：make run，或 pip install uvloop",
        "install again: make run, or pip install uvloop",
    )


def open_files(limit: int | None = None) -> Found:
    """Every phone is an open file to us."""
    soft = _limit() if limit is None else limit
    if soft is None:
        return ok("open_files", "打开文件数不设限", "no limit on open files")
    phones = max(0, soft - _OWN_FILES)
    if soft < _FILES_FOR_A_HALL:
        return warning(
            "open_files",
            f"最多打开 {soft} 个文件，约够 {phones} 部手机",
            f"at most {soft} open files, enough for about {phones} phones",
            "观众更多时，启动前执行 ulimit -n 8192",
            "for a larger audience: ulimit -n 8192 before the start",
        )
    return ok(
        "open_files",
        f"最多打开 {soft} 个文件，约够 {phones} 部手机",
        f"{soft} open files, enough for about {phones} phones",
    )


def _limit() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if soft == resource.RLIM_INFINITY else soft


def clock(now: int, drift_ms: float, last_event: int = 0) -> Found:
    """`now` and `last_event` in ms; `drift_ms` of the wall clock against the monotonic one."""
    when = datetime.fromtimestamp(now / 1000, UTC)
    if when.year < FIRST_YEAR:
        return problem(
            "clock",
            f"系统日期是 {when:%Y-%m-%d}，不对",
            f"the date of this machine is {when:%Y-%m-%d}, which cannot be",
            "请先校准系统日期和时间",
            "set date and time first",
        )
    if abs(drift_ms) > _MOST_DRIFT_MS:
        return warning(
            "clock",
            f"系统时间刚被调整了 {drift_ms:.0f} 毫秒",
            f"the clock was just set by {drift_ms:.0f} ms",
            "等待对时完成；比赛中的计时不受影响",
            "wait until it is set; clocks of a running contest do not follow it",
        )
    if last_event > now:
        behind = (last_event - now) // 1000
        return warning(
            "clock",
            f"系统时间比最近一场比赛的记录早 {behind} 秒",
            f"the clock is {behind} s behind what the last contest recorded",
            "请校准时间；QuizHub 会从记录的时间接着走",
            "set it; QuizHub goes on from the recorded time",
        )
    return ok("clock", f"系统时间 {when:%Y-%m-%d %H:%M} UTC", f"the clock says {when:%Y-%m-%d %H:%M} UTC")


def own_files() -> Found:
    try:
        assets = Assets()
    except OSError as error:
        return problem(
            "frontend",
            f"页面文件缺失：{error}",
            f"the pages are missing: {error}",
            "请重新安装",
            "install again",
        )
    count = len(assets.files)
    return ok(
        "frontend",
        f"页面文件 {count} 个，版本 {assets.build}",
        f"{count} files of pages, build {assets.build}",
    )


def banks(own: Path) -> Found:
    try:
        readings = list(Library(question_banks(), own).readings())
    except OSError as error:
        return problem(
            "banks", f"题库缺失：{error}", f"the banks are missing: {error}", "请重新安装", "install again"
        )
    broken = [path.name for path, reading in readings if reading.bank is None]
    questions = sum(len(reading.bank.questions) for _, reading in readings if reading.bank is not None)
    zh = f"题库 {len(readings) - len(broken)} 个，共 {questions} 题"
    en = f"{len(readings) - len(broken)} banks with {questions} questions"
    if broken:
        names = ", ".join(broken)
        return warning(
            "banks",
            f"{zh}；读不了：{names}",
            f"{en}; cannot be read: {names}",
            "用 quizhub bank check 查看原因",
            "quizhub bank check tells why",
        )
    return ok("banks", zh, en)
