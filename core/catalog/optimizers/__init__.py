"""Optimizers: how a gradient moves a weight. The files beside this one hold them, the plainest first.

The order in which they are imported is the one in which they are listed. Defaults are PyTorch's conventions.
"""

from __future__ import annotations

from core.catalog.optimizers.base import OPTIMIZERS, Optimizer
from core.catalog.optimizers.descent import Momentum, Nesterov, Sgd
from core.catalog.optimizers.divided import Adadelta, Adagrad, Rmsprop
from core.catalog.optimizers.moments import Adam, Adamax, Adamw, Nadam
from core.catalog.optimizers.signs import Lion

__all__ = [
    "OPTIMIZERS",
    "Adadelta",
    "Adagrad",
    "Adam",
    "Adamax",
    "Adamw",
    "Lion",
    "Momentum",
    "Nadam",
    "Nesterov",
    "Optimizer",
    "Rmsprop",
    "Sgd",
]
