"""PyTorch on the networks of the GPU benchmark: `python -m tests.benchmarks.gpu_torch ORDER`, where ORDER is what
tests.benchmarks.gpu_peers writes. One line of JSON for each measurement."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import nn

from tests.benchmarks.gpu_nets import RATE, Net
from tests.benchmarks.gpu_peers import Order, Unable, answer

Step = Callable[[], Any]


class Training:
    """A network, its optimizer and data on the device. Where a batch lies, the device counts itself, so that a graph of
    one step serves them all."""

    def __init__(self, net: Net, math: str, device: str) -> None:
        self.net, self.math, self.device, self.gpu = net, math, device, device == "cuda"
        tf32 = math == "tf32"
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        x, y = net.data()
        self.x = torch.from_numpy(x).to(device)
        self.y = torch.from_numpy(y if net.regression else y.argmax(axis=1)).to(device)
        layers: list[Any] = []
        for first in net.weights():
            linear = nn.Linear(*first.shape)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(first.T.copy()))
                linear.bias.zero_()
            layers += [linear, nn.Tanh() if net.hidden == "tanh" else nn.ReLU()]
        self.network = nn.Sequential(*layers[:-1]).to(device)
        self.loss = nn.MSELoss() if net.regression else nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=RATE, fused=True, capturable=self.gpu)
        self.order = torch.zeros((net.batches, net.batch), dtype=torch.int64, device=device)
        self.at = torch.zeros(1, dtype=torch.int64, device=device)
        self.shuffle()

    def shuffle(self) -> None:
        self.order.copy_(torch.randperm(self.net.rows, device=self.device).view_as(self.order))

    def casting(self) -> AbstractContextManager[Any]:
        # Casts that are kept would be those of the first step, for ever, in a graph.
        return torch.autocast(self.device, torch.bfloat16, enabled=self.math == "bf16", cache_enabled=False)

    def cost(self, x: Any, y: Any) -> Any:
        with self.casting():
            return self.loss(self.network(x), y)

    def learn(self, x: Any, y: Any) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        self.cost(x, y).backward()
        self.optimizer.step()

    def batch(self) -> tuple[Any, Any]:
        rows = self.order.index_select(0, self.at).view(-1)
        self.at.add_(1).remainder_(self.net.batches)
        return self.x.index_select(0, rows), self.y.index_select(0, rows)

    def step(self) -> None:
        self.learn(*self.batch())

    def wait(self) -> None:
        if self.gpu:
            torch.cuda.synchronize()


def _eager(training: Training) -> Step:
    return training.step


def _graph(training: Training) -> Step:
    """A whole step, gathering and Adam included, in one CUDA graph."""
    if not training.gpu:
        raise Unable("a CUDA graph needs a GPU")
    aside = torch.cuda.Stream()
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(5):
            training.step()
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    training.optimizer.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph):
        training.step()
    return lambda: graph.replay()


def _compiled(training: Training) -> Step:
    """Loss and slopes compiled into CUDA graphs, the fused optimizer as it is."""
    if not training.gpu:
        raise Unable('mode="reduce-overhead" needs a GPU')
    torch.compiler.reset()
    cost = torch.compile(training.cost, mode="reduce-overhead", dynamic=False)

    def step() -> None:
        torch.compiler.cudagraph_mark_step_begin()
        training.optimizer.zero_grad(set_to_none=True)
        cost(*training.batch()).backward()
        training.optimizer.step()

    return step


MODES: dict[str, Callable[[Training], Step]] = {"eager": _eager, "graph": _graph, "compiled": _compiled}


def prepare(net: Net, math: str, mode: str, order: Order) -> Callable[[], None]:
    training = Training(net, math, "cpu" if order.dry else "cuda")
    step = MODES[mode](training)

    def run() -> None:
        for i in range(net.steps):
            if i % net.batches == 0:
                training.shuffle()
            step()
        training.wait()

    return run


if __name__ == "__main__":
    answer("torch", torch.__version__, prepare, Order.read(sys.argv[1]))
