"""PyTorch through torch.compile, each size in the way that serves it best.

Small networks: gathering, loss, gradient and optimizer as one compiled function, because every call costs a hundred
microseconds. Large ones: loss and gradient compiled, the optimizer PyTorch's own fused one, which is faster there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

import torch
import with_torch
from torch.func import functional_call, grad

VERSION = torch.__version__
NOTE = "torch.compile"
SMALL = 200_000
"""Up to so many weights."""

if not any(shutil.which(name) for name in (os.environ.get("CXX") or "g++", "g++", "clang++")):
    raise ImportError("torch.compile needs a C++ compiler (g++)")


def prepare(task: dict[str, Any], x: Any, y: Any, threads: int) -> Callable[[], int]:
    """Full batches of an order drawn anew in every epoch."""
    torch.set_num_threads(threads)
    # What was compiled for another network and another number of threads is in the way.
    torch.compiler.reset()
    network, loss = with_torch.build(task, x.dtype.name)
    if sum(weights.numel() for weights in network.parameters()) > SMALL:
        compiled = torch.compile(lambda inputs, answers: loss(network(inputs), answers), dynamic=False)
        return with_torch.stepping(task, x, y, compiled, list(network.parameters()))
    inputs, answers = with_torch.data(task, x, y)
    step = _whole_step(task, network, loss)
    return with_torch.epochs(task, len(x), lambda rows: step(inputs, answers, rows))


def _whole_step(task: dict[str, Any], network: Any, loss: Any) -> Any:
    """One compiled function for everything that a step does."""
    names = [name for name, _ in network.named_parameters()]
    weights = [parameter.detach().clone() for parameter in network.parameters()]
    first, second = [torch.zeros_like(w) for w in weights], [torch.zeros_like(w) for w in weights]
    count, lr, adam = torch.zeros(()), task["lr"], task["optimizer"] == "adam"

    def cost(weights: Any, inputs: Any, answers: Any) -> Any:
        return loss(functional_call(network, dict(zip(names, weights, strict=True)), (inputs,)), answers)

    def step(inputs: Any, answers: Any, rows: Any) -> None:
        slopes = grad(cost)(weights, inputs[rows], answers[rows])
        if not adam:
            for w, g in zip(weights, slopes, strict=True):
                w.sub_(g, alpha=lr)
            return
        count.add_(1)
        scale = torch.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        for w, g, m, v in zip(weights, slopes, first, second, strict=True):
            m.mul_(0.9).add_(g, alpha=0.1)
            v.mul_(0.999).addcmul_(g, g, value=0.001)
            w.sub_(lr * scale * m / (v.sqrt() + 1e-8))

    return torch.compile(step, dynamic=False)
