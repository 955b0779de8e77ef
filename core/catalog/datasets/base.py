"""The registry of data sources, and what every source must answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import DataInfo, Dataset
from core.data.download import Collection
from core.data.scaling import ScalingKind
from core.registry import Entry, Registry


@dataclass(frozen=True, kw_only=True)
class DataSource(Entry):
    """`describe` is cheap and makes no data; `load` makes the arrays, drawing from the generator it is given."""

    describe: Callable[[Any], DataInfo]
    load: Callable[[Any, np.random.Generator], Dataset]
    group: Literal["plane", "table", "pictures", "file"]
    plane: bool = False
    """Points made up in the plane, for which a thumbnail can be drawn."""
    task: Literal["classify", "regress", ""] = ""
    """What its targets are, where every set of this kind has the same."""
    scaling: ScalingKind = "none"
    """The scaling that suits it, for a window to propose."""
    collection: Collection | None = None
    """The files that are fetched for it, where it comes from the network."""
    target_scaling: ScalingKind = "none"
    weights: Callable[[Any, str], tuple[str, NDArray[Any]] | None] | None = None
    """`weights(options, name)`: where they stand, in words, and the samples' weights (n,) of that name, None where the
    data have none; left out by sources that cannot have any."""


DATASETS: Registry[DataSource] = Registry("data set", "data sets")
