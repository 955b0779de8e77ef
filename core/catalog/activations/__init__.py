"""Activations: what a unit makes of its weighted sum. The files beside this one hold them, the commonest first.

The order in which they are imported is the one in which they are listed.
"""

from __future__ import annotations

from core.catalog.activations.base import ACTIVATIONS, Activation
from core.catalog.activations.classic import Identity, Sigmoid, Step, Tanh
from core.catalog.activations.learned import Prelu
from core.catalog.activations.rectifiers import Elu, Gelu, LeakyRelu, Mish, Relu, Selu, Silu, Softplus
from core.catalog.activations.shares import Softmax
from core.catalog.activations.steps import HardSigmoid, HardTanh, Softsign
from core.catalog.activations.waves import Gaussian, Sin

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "Elu",
    "Gaussian",
    "Gelu",
    "HardSigmoid",
    "HardTanh",
    "Identity",
    "LeakyRelu",
    "Mish",
    "Prelu",
    "Relu",
    "Selu",
    "Sigmoid",
    "Silu",
    "Sin",
    "Softmax",
    "Softplus",
    "Softsign",
    "Step",
    "Tanh",
]
