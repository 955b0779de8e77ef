"""Small project files for tests of the command line and of run folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def chain(*layers: tuple[int, str]) -> list[dict[str, Any]]:
    """Nodes x, h1, h2 ... out with the given units and activations."""
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    for place, (units, activation) in enumerate(layers, 1):
        node = {"id": f"h{place}", "kind": "dense", "units": units, "activation": activation}
        nodes.append({**node, "inputs": [nodes[-1]["id"]]})
    return [*nodes, {"id": "out", "kind": "output", "inputs": [nodes[-1]["id"]]}]


BINARY = {
    "format": 1,
    "name": "Circle",
    "architecture": {"nodes": chain((6, "tanh"), (1, "sigmoid"))},
    "data": {"source": {"kind": "circle", "samples": 80}},
    "training": {"loss": "bce", "optimizer": {"kind": "adam", "lr": 0.05}, "batch_size": 16, "epochs": 4},
}
CLASSES = {
    "format": 1,
    "name": "Blobs",
    "architecture": {"nodes": chain((6, "relu"), (3, "softmax"))},
    "data": {"source": {"kind": "blobs", "classes": 3, "samples": 90}, "validation_fraction": 0.2},
    "training": {"loss": "cce", "optimizer": {"kind": "adam", "lr": 0.05}, "batch_size": 16, "epochs": 4},
}
NUMBERS = {
    "format": 1,
    "name": "Bumps",
    "architecture": {"nodes": chain((6, "tanh"), (1, "identity"))},
    "data": {"source": {"kind": "bumps", "samples": 80}, "target_scaling": "standard"},
    "training": {"loss": "mse", "optimizer": {"kind": "sgd", "lr": 0.05}, "metrics": ["rmse"], "epochs": 4},
}
NORMED = {
    "format": 1,
    "name": "Norms",
    "architecture": {
        "nodes": [
            {"id": "x", "kind": "input"},
            {"id": "h1", "kind": "dense", "units": 6, "activation": "prelu", "inputs": ["x"]},
            {"id": "n1", "kind": "batch_norm", "inputs": ["h1"]},
            {"id": "shake", "kind": "gaussian_noise", "inputs": ["n1"]},
            {"id": "n2", "kind": "layer_norm", "inputs": ["shake"]},
            {"id": "h2", "kind": "dense", "units": 3, "activation": "softmax", "inputs": ["n2"]},
            {"id": "out", "kind": "output", "inputs": ["h2"]},
        ]
    },
    "data": {"source": {"kind": "blobs", "classes": 3, "samples": 90}, "validation_fraction": 0.2},
    "training": {
        **{"loss": "cce", "optimizer": {"kind": "adam", "lr": 0.05}, "batch_size": 16, "epochs": 4},
        **{"penalty": "l2", "clipping": "norm", "class_weights": "balanced"},
    },
}
"""With every kind of number that a network keeps."""


def write(folder: Path, plain: dict[str, Any], name: str = "project.json", **sections: dict[str, Any]) -> str:
    """A project file with some fields of its sections replaced."""
    changed = {**plain, **{section: {**plain[section], **fields} for section, fields in sections.items()}}
    path = folder / name
    path.write_text(json.dumps(changed), encoding="utf-8")
    return str(path)
