"""PyTorch as it is used every day: modules, autograd, the fused optimizer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

VERSION = torch.__version__
NOTE = "eager, fused optimizer"


def prepare(task: dict[str, Any], x: Any, y: Any, threads: int) -> Callable[[], int]:
    """Full batches of an order drawn anew in every epoch."""
    torch.set_num_threads(threads)
    network, loss = build(task, x.dtype.name)
    return stepping(task, x, y, lambda inputs, answers: loss(network(inputs), answers), list(network.parameters()))


def stepping(task: dict[str, Any], x: Any, y: Any, loss: Any, parameters: list[Any]) -> Callable[[], int]:
    """A call trains `task["steps"]` steps; `loss` takes inputs and answers."""
    inputs, answers = data(task, x, y)
    kind = torch.optim.Adam if task["optimizer"] == "adam" else torch.optim.SGD
    optimizer = kind(parameters, lr=task["lr"], fused=True)

    def step(rows: Any) -> None:
        optimizer.zero_grad()
        loss(inputs[rows], answers[rows]).backward()
        optimizer.step()

    return epochs(task, len(x), step)


def epochs(task: dict[str, Any], samples: int, step: Callable[[Any], None]) -> Callable[[], int]:
    """A call takes the first `task["steps"]` full batches of a new order, one step each."""
    steps, batch = task["steps"], task["batch"]

    def call() -> int:
        order = torch.randperm(samples)
        for i in range(steps):
            step(order[i * batch : (i + 1) * batch])
        return int(steps)

    return call


def data(task: dict[str, Any], x: Any, y: Any) -> tuple[Any, Any]:
    """Tensors; classes as their numbers."""
    return torch.from_numpy(x), torch.from_numpy(y.argmax(axis=1) if task["loss"] == "cce" else y)


def build(task: dict[str, Any], precision: str) -> tuple[Any, Any]:
    """The network up to what its loss takes, and the loss."""
    hidden = {"tanh": nn.Tanh, "relu": nn.ReLU}[task["hidden"]]
    layers: list[Any] = []
    for n, m in zip(task["widths"], task["widths"][1:]):  # noqa: B905 - one is longer on purpose
        layers += [nn.Linear(n, m), hidden()]
    layers = [*layers[:-1], nn.Tanh()] if task["last"] == "tanh" else layers[:-1]
    network = nn.Sequential(*layers).to(getattr(torch, precision))
    losses = {
        "half_mse": lambda p, t: 0.5 * nn.functional.mse_loss(p, t),
        "bce": nn.functional.binary_cross_entropy_with_logits,
        "cce": nn.functional.cross_entropy,
    }
    return network, losses[task["loss"]]
