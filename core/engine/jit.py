"""How things are compiled: the one file with compile options, the cache folder and the threads.

Fast-math never includes nnan or ninf: a NaN must be seen to be reported.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import inspect
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numba
from numba import njit, types
from numba.extending import intrinsic
from platformdirs import user_cache_dir
from threadpoolctl import threadpool_limits

from core.engine.inner import Inner

F = TypeVar("F", bound=Callable[..., Any])

FAST = frozenset({"reassoc", "contract", "nsz", "arcp"})
"""For loops over numbers: sums may be regrouped, so that they run in vector lanes."""

EXACT = frozenset({"contract"})
"""For formulas whose order of operations is their point (range reduction, compensated sums)."""

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""Without the runtime no reference is counted (5 ns each), and nothing can be allocated."""

INNER: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": Inner}
"""What only compiled code calls needs no door for Python, which would cost a quarter of the time to compile."""

MONTH = 30 * 86400.0

# workqueue, the other choice, aborts the process when two threads enter parallel kernels.
numba.config.THREADING_LAYER = "omp"


def plain() -> bool:
    """Whether the compiler is switched off (NUMBA_DISABLE_JIT=1): everything then runs as ordinary Python."""
    return bool(numba.config.DISABLE_JIT)


def kernel(function: F) -> F:
    """Compile a function that Python calls; its machine code is kept in the cache folder."""
    return njit(function, cache=True, fastmath=set(FAST), **OPTIONS)


def piece(function: F) -> F:
    """Compile a large function that kernels call; it says `apart()` first.

    Left out, `forceinline` would be taken over from the caller that is being compiled.
    """
    return njit(function, fastmath=set(FAST), forceinline=False, **INNER, **OPTIONS)


def part(function: F) -> F:
    """Compile a small function that its callers take in whole: a call would pass a dozen words for every array."""
    return njit(function, fastmath=set(FAST), forceinline=True, **INNER, **OPTIONS)


def exact_part(function: F) -> F:
    """Like `part`, but every operation stays where it stands."""
    return njit(function, fastmath=set(EXACT), forceinline=True, **INNER, **OPTIONS)


def vector(twin: F) -> Callable[[Callable[..., Any]], F]:
    """Decorates the builder of an intrinsic with its plain twin, which takes its place when the compiler is off."""

    def choose(builder: Callable[..., Any]) -> F:
        chosen: Any = twin if plain() else intrinsic(builder)
        chosen.twin = twin
        return chosen

    return choose


def _apart_twin() -> None:
    return None


@vector(_apart_twin)
def apart(typing: Any) -> Any:
    """Said inside a large `piece`: its code stands once, where LLVM would copy it into every caller."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.void(), build


def _core() -> Path:
    return Path(__file__).resolve().parent.parent


def sources() -> list[Path]:
    """The files a compiled kernel may come from; those of the GPU make none for the processor."""
    folders = [_core() / name for name in ("engine", "catalog", "plan")]
    cuda = _core() / "engine" / "cuda"
    return sorted(path for folder in folders for path in folder.rglob("*.py") if cuda not in path.parents)


def _fingerprint(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
        total.update(b"\0")
    return total.hexdigest()[:16]


def function_source(function: Callable[..., Any]) -> bytes:
    """What decides a function's machine code: its text where there is one, and its byte code and constants."""
    function = getattr(function, "py_func", function)
    code = function.__code__
    text = repr((code.co_code, code.co_consts, code.co_names, [c.cell_contents for c in function.__closure__ or ()]))
    # Typed in, or packed without sources, there is none: then the byte code says enough.
    with contextlib.suppress(OSError, TypeError):
        text += inspect.getsource(function)
    return text.encode()


def fingerprint(functions: Iterable[Callable[..., Any]] = ()) -> str:
    """Changes with the sources, the given functions, Numba and the processor."""
    # Both settings of Numba make another machine of this one.
    told = f"{numba.config.CPU_NAME} {numba.config.CPU_FEATURES}"
    machine = f"{numba.__version__} {numba.core.codegen.get_host_cpu_features()} {told}"
    texts = [path.read_bytes() for path in sources()]
    return _fingerprint([machine.encode(), *texts, *map(function_source, functions)])


def cache_root() -> Path:
    """Where compiled kernels are kept: GLASSNET_CACHE, the user's cache folder, if closed a temporary one."""
    given = os.environ.get("GLASSNET_CACHE")
    root = (Path(given) if given else Path(user_cache_dir("glassnet"))) / "kernels"
    with contextlib.suppress(OSError):
        root.mkdir(parents=True, exist_ok=True)
        if os.access(root, os.W_OK):
            return root
    return _temporary_root()


def _temporary_root() -> Path:
    """A folder of this user alone: machine code is read from it, and everybody may write to the folder it is in."""
    if not hasattr(os, "getuid"):
        return Path(tempfile.gettempdir()) / "glassnet-kernels"
    folder = Path(tempfile.gettempdir()) / f"glassnet-kernels-{os.getuid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        if stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o022:
            return folder
    return Path(tempfile.mkdtemp(prefix="glassnet-kernels-"))


def cache_folder() -> Path:
    """The folder of these very sources on this machine."""
    return _FOLDER


def _machine_code(program: Path) -> list[Path]:
    """The files in which Numba keeps a program's machine code."""
    return sorted(program.parent.glob(f"*/{program.stem}.*.nb?"))


def _sums(program: Path) -> str:
    return "".join(f"{_fingerprint([file.read_bytes()])} {file.name}\n" for file in _machine_code(program))


def seal(program: Path) -> None:
    """Note what the compiled program's files hold."""
    with contextlib.suppress(OSError):
        sums = _sums(program)
        write_beside(program.with_suffix(".compiled"), sums)


def sealed(program: Path) -> bool:
    """Whether the program is compiled; files that are not as they were noted (cut short by a full disk or a loss of
    power, say) are removed, for Numba would fail on them at every start."""
    with contextlib.suppress(OSError):
        noted = program.with_suffix(".compiled").read_text(encoding="utf-8")
        if noted and noted == _sums(program):
            return True
    for file in _machine_code(program):
        with contextlib.suppress(OSError):
            file.unlink()
    return False


def write_beside(path: Path, text: str) -> None:
    """Write a file of the cache folder whole: another process may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(beside, path)


def program(name: str, path: Path, text: str, names: Mapping[str, Any] | None = None) -> ModuleType:
    """A written program as a module, once: a real file, because Numba keeps no machine code of text that was executed
    from a string. `names` are in its namespace before its first line runs."""
    if name not in sys.modules:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_beside(path, text)
        sys.modules[name] = _import(name, path, names or {})
    return sys.modules[name]


def _import(name: str, path: Path, names: Mapping[str, Any]) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    vars(module).update(names)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def forget_old_kernels() -> None:
    """Remove the folders of sources that nobody has compiled for a month."""
    for folder in cache_folder().parent.iterdir():
        # Another process may be at the same work.
        with contextlib.suppress(OSError):
            if folder != cache_folder() and folder.stat().st_mtime < time.time() - MONTH:
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def without_scipy() -> Iterator[None]:
    """While kernels are compiled or loaded, SciPy's BLAS is not to be had: Numba would import the whole of its linear
    algebra (0.3 seconds, 20 MB) to offer `np.dot`, which no kernel calls."""
    name = "scipy.linalg.cython_blas"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what the import system takes for "not there"
    try:
        yield
    finally:
        del sys.modules[name]


def set_threads(threads: int) -> None:
    """Limit the BLAS's threads; Numba's are not started as long as no kernel is parallel."""
    threadpool_limits(max(1, threads))


_FOLDER = cache_root() / fingerprint()
numba.config.CACHE_DIR = str(_FOLDER)
