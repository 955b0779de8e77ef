"""How a network is trained, as a value."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from core.catalog.class_weights import CLASS_WEIGHTS, Alike
from core.catalog.clippings import CLIPPINGS, NoClipping
from core.catalog.losses import LOSSES, Bce
from core.catalog.metrics import METRICS, Accuracy
from core.catalog.optimizers import OPTIMIZERS, Adam
from core.catalog.penalties import PENALTIES, NoPenalty
from core.catalog.schedules import SCHEDULES, Constant
from core.catalog.stop_rules import STOP_RULES
from core.registry import Options, meta

MOST_SEED = 2**53 - 1


class TrainingSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Loss, optimizer and everything around the loop."""

    loss: Annotated[Options, LOSSES] = Bce()
    optimizer: Annotated[Options, OPTIMIZERS] = Adam()
    schedule: Annotated[Options, SCHEDULES] = Constant()
    penalty: Annotated[Options, PENALTIES] = NoPenalty()
    clipping: Annotated[Options, CLIPPINGS] = NoClipping()
    class_weights: Annotated[Options, CLASS_WEIGHTS] = Alike()
    metrics: tuple[Annotated[Options, METRICS], ...] = (Accuracy(),)
    stop: tuple[Annotated[Options, STOP_RULES], ...] = ()
    batch_size: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] | None,
        meta("Batch size", "Samples that share one step of the optimizer; none is all of them.", unit="samples"),
    ] = 32
    epochs: Annotated[
        int,
        meta("Epochs", "Passes through the training data after which `glassnet train` stops.", ge=1, le=1_000_000_000),
    ] = 300
    evaluate_every: Annotated[
        int,
        meta("Evaluate every", "Epochs from one look at the test part to the next.", unit="epochs", ge=1, le=1_000_000),
    ] = 1
    shuffle: Annotated[bool, meta("Shuffle", "Draw a new order of the samples in every epoch.")] = True
    precision: Annotated[
        Literal["float32", "float64"], meta("Precision", "Size of the numbers the network computes with.")
    ] = "float32"
    seed: Annotated[int, meta("Seed", "Governs split, starting weights, order and dropout.", ge=0, le=MOST_SEED)] = 0
    draw: Annotated[int, meta("Draw", "Which starting weights; another number is another draw.", ge=0, le=2**31)] = 0
