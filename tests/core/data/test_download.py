"""Fetching from servers that stall, lie about lengths, send damaged bytes and break off, all on this machine."""

from __future__ import annotations

import gzip
import hashlib
import signal
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.datasets import DATASETS, fetched
from core.cli import fetching, main
from core.data import download
from core.data.download import Collection, Remote, StoppedError, at_hand, fetch
from core.errors import AppError
from core.session.streams import stream

BODY = bytes(np.random.default_rng(0).integers(0, 256, 300_000, np.uint8))


class Server(ThreadingHTTPServer):
    """`manner` says how it misbehaves; `asked` are the Range headers that came."""

    daemon_threads = True

    def __init__(self, manner: str, bodies: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.manner, self.bodies, self.asked = manner, bodies, list[str]()
        self.release = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        body = server.bodies[self.path.rsplit("/", 1)[-1]]
        asked = self.headers.get("Range", "")
        server.asked.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        manner = server.manner
        if manner == "missing":
            self.send_error(404)
            return
        if manner == "damaged":
            body = body[:1000] + b"\0" * 500 + body[1500:]
        resumes = asked and manner != "whole"
        piece = body[start:] if resumes else body
        self.send_response(206 if resumes else 200)
        length = len(piece) + (5000 if manner == "long" else 0)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if manner == "endless":
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        if manner == "stalls":
            self.wfile.write(piece[: len(piece) // 2])
            self.wfile.flush()
            server.release.wait(20)
            self.close_connection = True
            return
        if manner == "breaks" and len(server.asked) == 1:
            self.wfile.write(piece[: len(piece) // 2])
            self.wfile.flush()
            self.close_connection = True
            return
        self.wfile.write(piece)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the test's output."""


@contextmanager
def serving(manner: str, bodies: dict[str, bytes] | None = None) -> Iterator[tuple[Server, str]]:
    server = Server(manner, bodies or {"a.bin": BODY})
    if manner == "endless":
        Handler.protocol_version = "HTTP/1.0"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
        Handler.protocol_version = "HTTP/1.1"


def collection(*mirrors: str) -> Collection:
    return Collection("set", "Set", (Remote("a.bin", hashlib.md5(BODY).hexdigest(), len(BODY)),), mirrors)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "READ_SECONDS", 0.3)
    monkeypatch.setattr(download, "ROUNDS", 2)


def test_it_comes_whole_is_heard_of_and_is_not_fetched_again(tmp_path: Path) -> None:
    heard: list[float] = []
    with serving("good") as (server, url):
        wanted = collection(url)
        for _ in range(2):
            assert fetch(wanted, tmp_path, heard=lambda text, share: heard.append(share)) == tmp_path
        assert len(server.asked) == 1
    assert (tmp_path / "a.bin").read_bytes() == BODY
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("manner", ["missing", "damaged", "long", "stalls", "endless"])
def test_a_bad_mirror_gives_way_to_a_good_one(manner: str, tmp_path: Path) -> None:
    with serving(manner) as (_, bad), serving("good") as (_, good):
        fetch(collection(bad, good), tmp_path)
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_what_breaks_off_is_gone_on_with(tmp_path: Path) -> None:
    with serving("breaks") as (server, url):
        fetch(collection(url), tmp_path)
        assert server.asked[0] == ""
        assert server.asked[1].startswith("bytes=")
        assert int(server.asked[1][6:-1]) > 0
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_server_that_cannot_go_on_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "a.bin.part").write_bytes(BODY[:5000])
    with serving("whole") as (_, url):
        fetch(collection(url), tmp_path)
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_damaged_beginning_does_not_spoil_the_next_attempt(tmp_path: Path) -> None:
    (tmp_path / "a.bin.part").write_bytes(b"\0" * 5000)
    with serving("good") as (_, url):
        fetch(collection(url), tmp_path)
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_file_that_was_damaged_later_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"rotten")
    with serving("good") as (_, url):
        fetch(collection(url), tmp_path)
    assert (tmp_path / "a.bin").read_bytes() == BODY


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        ("missing", "404"),
        ("damaged", "damaged"),
        ("stalls", "does not answer|broke off"),
        ("endless", "damaged|broke off"),
    ],
)
def test_where_no_mirror_serves_one_sentence_says_so(manner: str, words: str, tmp_path: Path) -> None:
    with serving(manner) as (_, url), pytest.raises(AppError, match=words) as told:
        fetch(collection(url), tmp_path)
    assert "choose a folder" in told.value.hint
    assert "http" not in str(told.value)
    assert not (tmp_path / "a.bin").exists()


def test_nobody_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="broke off"):
        fetch(collection("http://127.0.0.1:9/"), tmp_path)


def test_it_can_be_stopped_and_what_came_is_kept(tmp_path: Path) -> None:
    seen: list[float] = []
    with serving("good") as (server, url):
        with pytest.raises(StoppedError):
            fetch(collection(url), tmp_path, heard=lambda t, s: seen.append(s), stopping=lambda: len(seen) > 1)
        kept = (tmp_path / "a.bin.part").stat().st_size
        assert 0 < kept < len(BODY)
        fetch(collection(url), tmp_path)
        assert server.asked[-1] == f"bytes={kept}-"
    assert (tmp_path / "a.bin").read_bytes() == BODY


def test_a_wish_to_stop_is_heard_between_the_mirrors(tmp_path: Path) -> None:
    with serving("missing") as (server, url):
        with pytest.raises(StoppedError):
            fetch(collection(url, url, url), tmp_path, stopping=lambda: bool(server.asked))
        assert len(server.asked) == 1


def test_ctrl_c_ends_the_command_at_once_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GLASSNET_HOME", str(tmp_path))
    part = tmp_path / "data" / "set" / "a.bin.part"

    class Bar:
        n = 0.0

        def set_postfix_str(self, text: str, refresh: bool) -> None: ...
        def close(self) -> None: ...
        def update(self, by: float) -> None:
            self.n += by
            if self.n > 50_000 and part.exists():
                signal.raise_signal(signal.SIGINT)

    with serving("good") as (server, url):
        monkeypatch.setattr(fetching, "collections", lambda: {"set": collection(url)})
        monkeypatch.setattr(fetching, "make_bar", lambda *a: Bar())
        assert main(["fetch", "set"]) == 130
        assert "kept for the next time" in capsys.readouterr().err
        kept = part.stat().st_size
        assert 0 < kept < len(BODY)
        assert main(["fetch", "set", "--quiet"]) == 0
        assert server.asked == ["", f"bytes={kept}-"]
    assert (part.parent / "a.bin").read_bytes() == BODY


def test_a_kept_file_that_was_damaged_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLASSNET_HOME", str(tmp_path))
    place = download.place_of(fetched.MNIST)
    place.mkdir(parents=True)
    for name, body in idx_bodies().items():
        (place / name).write_bytes(body[: len(body) // 2] if "train-images" in name else body)
    entry = DATASETS["mnist"]
    with pytest.raises(AppError) as told:
        entry.load(entry.options(), stream(0, "data"))
    assert "glassnet fetch mnist" in told.value.hint


def idx_bodies() -> dict[str, bytes]:
    bodies = {}
    for part, count in (("train", 12), ("t10k", 4)):
        head = struct.pack(">BBBB3I", 0, 0, 8, 3, count, 28, 28)
        pictures = np.arange(count * 784, dtype=np.uint64).astype(np.uint8).tobytes()
        bodies[f"{part}-images-idx3-ubyte.gz"] = gzip.compress(head + pictures, mtime=0)
        labels = struct.pack(">BBBBI", 0, 0, 8, 1, count) + bytes(i % 10 for i in range(count))
        bodies[f"{part}-labels-idx1-ubyte.gz"] = gzip.compress(labels, mtime=0)
    return bodies


def test_the_command_fetches_a_set_that_can_be_trained_on_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GLASSNET_HOME", str(tmp_path))
    bodies = idx_bodies()
    entry = DATASETS["fashion_mnist"]
    with pytest.raises(AppError, match="not on this computer yet"):
        entry.load(entry.options(), stream(0, "data"))
    assert entry.describe(entry.options()).samples == 60_000
    with serving("good", bodies) as (_, url):
        files = tuple(Remote(name, hashlib.md5(body).hexdigest(), len(body)) for name, body in bodies.items())
        object.__setattr__(fetched.FASHION, "files", files)
        mirrors = fetched.FASHION.mirrors
        object.__setattr__(fetched.FASHION, "mirrors", (url,))
        try:
            assert main(["fetch", "fashion_mnist"]) == 0, capsys.readouterr().err
            assert at_hand(fetched.FASHION)
            data = entry.load(entry.options(), stream(0, "data"))
        finally:
            object.__setattr__(fetched.FASHION, "mirrors", mirrors)
            object.__setattr__(fetched.FASHION, "files", FILES)
    assert data.x.shape == (12, 28, 28, 1)
    assert data.info.classes == fetched.CLOTHES
    assert main(["fetch", "nothing"]) == 2
    assert "there is no data set" in capsys.readouterr().err


FILES = fetched.FASHION.files


def test_files_one_has_already_are_used_where_they_lie(tmp_path: Path) -> None:
    for name, body in idx_bodies().items():
        (tmp_path / name).write_bytes(body)
    entry = DATASETS["mnist"]
    data = entry.load(entry.options(folder=str(tmp_path)), stream(0, "data"))
    assert data.info.classes == tuple("0123456789")
    assert len(data.x) == 12


def test_published_sizes_and_sums_are_complete() -> None:
    for wanted in (fetched.MNIST, fetched.FASHION):
        assert [file.name for file in wanted.files] == list(fetched.NAMES)
        assert all(len(file.md5) == 32 for file in wanted.files)
        assert len(wanted.mirrors) >= 2
        assert all(mirror.endswith("/") for mirror in wanted.mirrors)
