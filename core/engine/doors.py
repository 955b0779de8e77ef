"""The way in for data: copies in an engine's own form, made once for each array."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


class Doors:
    """Copies of the arrays of the job an engine has; what comes again with the next job is not copied again. Engines
    that train side by side share one of them.

    `make(array)` copies. An array counts as the same where it is the same object: the data of a run are never written.
    """

    def __init__(self) -> None:
        self._form: Any = None
        self._kept: dict[int, tuple[Array, Array]] = {}
        self._gathered: dict[int, tuple[Array, Array]] | None = None

    def copies(self, arrays: Iterable[Array], make: Callable[[Array], Array], form: Any) -> list[Array]:
        """A copy of each; those of another `form` (a type), and those that are not asked for now, are forgotten."""
        known = self._kept if form == self._form else {}
        named = list(arrays)
        asked = {id(a): known.get(id(a)) or (a, make(a)) for a in named}
        if self._gathered is None:
            self._kept = asked
        else:
            self._gathered |= asked
            self._kept = {**known, **asked}
        self._form = form
        return [asked[id(a)][1] for a in named]

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """What several jobs ask for within counts as asked for at once."""
        self._gathered = {}
        try:
            yield
        finally:
            self._kept, self._gathered = self._gathered, None
