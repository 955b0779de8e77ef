"""Public data sets that are fetched once: from several places, checked, resumed where they broke off, and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from core.errors import AppError

CONNECT_SECONDS, READ_SECONDS = 8.0, 15.0
"""How long a server may take to answer, and to send the next piece."""
PIECE = 1 << 14
"""Bytes between two looks at whether to stop: two seconds of a telephone line."""
ROUNDS = 2
"""How often every mirror is tried."""

Heard = Callable[[str, float], None]
Stopping = Callable[[], bool]


@dataclass(frozen=True)
class Remote:
    """A file by its name on the mirrors, its published MD5 sum and its size in bytes."""

    name: str
    md5: str
    size: int


@dataclass(frozen=True)
class Collection:
    """Files that belong together, and where they are to be had; mirrors end with a slash."""

    name: str
    title: str
    files: tuple[Remote, ...]
    mirrors: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


KEPT = "what has come is kept for the next time"


class StoppedError(AppError):
    """The person has stopped the fetching; what has come is kept for the next time."""


def place_of(collection: Collection) -> Path:
    """Where the files of a collection are kept: below GLASSNET_HOME, or the user's cache folder."""
    given = os.environ.get("GLASSNET_HOME")
    root = Path(given) / "data" if given else Path(platformdirs.user_cache_dir("glassnet")) / "data"
    return root / collection.name


def at_hand(collection: Collection) -> bool:
    """Whether every file is there; each was checked when it came."""
    return all((place_of(collection) / file.name).is_file() for file in collection.files)


def fetch(
    collection: Collection,
    folder: Path | None = None,
    *,
    heard: Heard = lambda text, share: None,
    stopping: Stopping = lambda: False,
) -> Path:
    """Fetch what is missing into the folder, and give the folder. `heard(file, share of the whole)` along the way.

    A file that does not have its sum is thrown away and fetched from the next mirror; one that breaks off goes on
    from there, here or in another run. Raises `StoppedError` where `stopping()` says so, AppError where no mirror
    serves.
    """
    folder = folder or place_of(collection)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise AppError(str(folder), f"the folder cannot be made: {_reason(fault)}", "free some room") from None
    before = 0
    for file in collection.files:
        whole = folder / file.name
        if not (whole.is_file() and _sum_of(whole) == file.md5):
            _fetch_file(collection, file, folder, before, heard, stopping)
        before += file.size
        heard(file.name, before / collection.size)
    return folder


def _fetch_file(
    collection: Collection, file: Remote, folder: Path, before: int, heard: Heard, stopping: Stopping
) -> None:
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    last = ""
    for mirror in collection.mirrors * ROUNDS:
        _heed(stopping)
        resuming = _Resuming(
            folder / f"{file.name}.part",
            2 * file.size + PIECE,
            lambda done: heard(file.name, min(before + done, before + file.size) / collection.size),
            stopping,
        )
        try:
            pooch.retrieve(
                mirror + file.name, known_hash=f"md5:{file.md5}", fname=file.name, path=folder, downloader=resuming
            )
            return
        except ValueError:
            last = "the file is damaged: it does not have its published sum"
        except requests.RequestException as fault:
            last = _words(fault)
        except OSError as fault:
            raise AppError(str(folder), f"{file.name} cannot be written: {_reason(fault)}", "free some room") from None
    raise AppError(
        collection.title, f"{file.name} could not be fetched: {last}",
        "check the network and try again, or choose a folder with the files",
    )  # fmt: skip


class _Resuming:
    """What pooch calls to download: it goes on where an earlier attempt broke off."""

    def __init__(self, partial: Path, most: int, heard: Callable[[int], None], stopping: Stopping) -> None:
        self._partial, self._most, self._heard, self._stopping = partial, most, heard, stopping

    def __call__(self, url: str, output_file: Any, pooch: Any, check_only: bool = False) -> None:
        import requests

        have = self._partial.stat().st_size if self._partial.exists() else 0
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        with requests.get(url, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)) as answer:
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                self._partial.unlink()
                raise requests.ConnectionError("the part that was there does not fit")
            answer.raise_for_status()
            resumed = answer.status_code == requests.codes.partial_content
            self._write(answer, have if resumed else 0)
        shutil.move(self._partial, output_file)

    def _write(self, answer: Any, have: int) -> None:
        import requests

        with open(self._partial, "ab" if have else "wb") as file:
            for piece in answer.iter_content(PIECE):
                _heed(self._stopping)
                file.write(piece)
                have += len(piece)
                self._heard(have)
                if have > self._most:
                    break
        if have > self._most:
            self._partial.unlink()
            raise requests.ConnectionError("the server sends far more than the file has")


def _heed(stopping: Stopping) -> None:
    if stopping():
        raise StoppedError("fetch", "stopped", KEPT)


def _sum_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def _words(fault: Exception) -> str:
    """A network's fault in a few words; its own text runs over lines and holds addresses."""
    import requests

    if isinstance(fault, requests.Timeout):
        return "the server does not answer"
    if isinstance(fault, requests.HTTPError) and fault.response is not None:
        return f"the server says {fault.response.status_code}"
    return "the connection broke off"


def _reason(fault: OSError) -> str:
    return (fault.strerror or str(fault)).lower()
