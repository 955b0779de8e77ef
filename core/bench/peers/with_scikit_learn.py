"""scikit-learn's MLP; its threads are the BLAS's, which the environment sets."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

VERSION = sklearn.__version__
NOTE = "MLP, partial_fit of whole epochs; W1: linear output"


def prepare(task: dict[str, Any], x: Any, y: Any, threads: int) -> Callable[[], int]:
    """A call is one pass through as many samples as `task["steps"]` takes, in a new order."""
    warnings.simplefilter("ignore")
    steps, batch = task["steps"], task["batch"]
    settings: dict[str, Any] = {
        "hidden_layer_sizes": task["widths"][1:-1],
        "activation": task["hidden"],
        "solver": task["optimizer"],
        "alpha": 0.0,
        "batch_size": batch,
        "learning_rate_init": task["lr"],
        "momentum": 0.0,
        "nesterovs_momentum": False,
        "random_state": 0,
    }
    x, y = x[: steps * batch], y[: steps * batch]
    if task["loss"] == "half_mse":
        regressor, answers = MLPRegressor(**settings), y[:, 0]

        def regress() -> int:
            regressor.partial_fit(x, answers)
            return int(steps)

        return regress
    labels = y.argmax(axis=1) if task["loss"] == "cce" else y[:, 0].astype(int)
    classifier, classes = MLPClassifier(**settings), np.unique(labels)

    def classify() -> int:
        classifier.partial_fit(x, labels, classes=classes)
        return int(steps)

    return classify
