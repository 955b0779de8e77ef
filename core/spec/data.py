"""What a project says about its data."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from core.catalog.datasets import DATASETS
from core.catalog.datasets.plane_classes import Spiral
from core.data.scaling import ScalingKind
from core.registry import Options, meta


class DataSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The source, and how its columns reach the network."""

    source: Annotated[Options, DATASETS] = Spiral()
    task: Annotated[
        Literal["auto", "classify", "regress"],
        meta(
            "Task",
            "Sort into classes, or predict a number; auto: text, or integers with at most 20 values, are classes.",
        ),
    ] = "auto"
    features: Annotated[
        tuple[str, ...], meta("Features", "The inputs the network is given; none named means every column.")
    ] = ()
    scaling: Annotated[
        ScalingKind, meta("Scaling", "How inputs are scaled, with numbers taken from the training part.")
    ] = "none"
    target_scaling: Annotated[
        ScalingKind, meta("Target scaling", "How targets are scaled when a number is predicted.")
    ] = "none"
    test_fraction: Annotated[
        float,
        meta("Test share", "Share of the samples kept for the test; never trained on.", ge=0.0, le=0.9, step=0.05),
    ] = 0.3
    validation_fraction: Annotated[
        float, meta("Validation share", "Share of the samples that watches the training.", ge=0.0, le=0.9, step=0.05)
    ] = 0.0
    weights: Annotated[
        str,
        meta(
            "Sample weights",
            "A column (CSV) or array (NPZ) of factors from 0 up by which samples count in the loss; it is no input.",
        ),
    ] = ""
    draw: Annotated[
        int, meta("Draw", "Which sample of generated data; another number is another sample.", ge=0, le=2**31)
    ] = 0
