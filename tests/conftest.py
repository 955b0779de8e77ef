"""What every test gets: an offscreen Qt, user folders of its own, and no thread left behind."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

pytest_plugins = ["tests.registered", "tests.verified"]

ROOT = Path(__file__).resolve().parent.parent
JIT_OFF = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
THREAD_GRACE_S = 5.0

# Read by Qt, matplotlib and the kernel cache when they are first used; compiled kernels are kept between runs.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("MPLCONFIGDIR", str(platformdirs.user_cache_path("glassnet") / "matplotlib"))
os.environ.setdefault("GLASSNET_CACHE", str(platformdirs.user_cache_path("glassnet")))

# No test measures time; the continuous run tries the same examples every time.
settings.register_profile("glassnet", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("glassnet")


class _NoCall:
    """Of a test that stands for itself."""

    id = ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is about the compiler in the lane that runs without it, and what never needs it."""
    if JIT_OFF:
        off = pytest.mark.skip(reason="NUMBA_DISABLE_JIT is set: nothing is compiled")
        same = pytest.mark.skip(reason="tests.engines.coroutines run as Python with the compiler too")
        for item in items:
            if item.get_closest_marker("jit"):
                item.add_marker(off)
            elif "cuda" in getattr(item, "callspec", _NoCall).id.split("-")[-1].split(" "):
                item.add_marker(same)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference numbers and data; where there is none, the test is skipped."""
    folder = Path(os.environ.get("GLASSNET_SHARED") or ROOT.parent / "shared")
    if not (folder / "reference").is_dir():
        pytest.skip("no reference folder: set GLASSNET_SHARED to the folder that holds reference/ and data/")
    return folder


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, runs and recovery files of the program go to a folder of this test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("GLASSNET_HOME", str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None:  # Qt reads the environment once; after that it has to be told
        store = qt.QSettings
        store.setPath(store.Format.NativeFormat, store.Scope.UserScope, str(home / "config"))
    return home


@pytest.fixture(autouse=True)
def windows_go_with_their_test() -> Iterator[None]:
    """Qt deletes later, and later never comes without an event loop: thousands of widgets would wait for the end."""
    yield
    qt = sys.modules.get("PySide6.QtCore")
    if qt is None or qt.QCoreApplication.instance() is None:
        return
    qt.QCoreApplication.sendPostedEvents(None, qt.QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test() -> Iterator[None]:
    """A thread of ours still alive after its test is a fault of that test."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and _is_ours(thread)]
    for thread in left:
        thread.join(THREAD_GRACE_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads outlived their test: {', '.join(alive)}"


def _is_ours(thread: threading.Thread) -> bool:
    """Whether a thread was started by the program and not by a library's background service."""
    return not thread.daemon or thread.name.lower().startswith("glassnet")
