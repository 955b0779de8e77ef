"""PyTorch and JAX on the device at hand, for tests.benchmarks.gpu: `prepare` gives what trains for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[[], int]
TORCH = ("eager", "compiled", "graph")


def precise(torch: Any, math: str) -> None:
    """What products are computed in."""
    torch.backends.cuda.matmul.allow_tf32 = math == "tf32"
    torch.set_float32_matmul_precision("high" if math == "tf32" else "highest")


def prepare_torch(task: dict[str, Any], x: Any, y: Any, how: str, math: str) -> Call:
    """`eager`; `compiled`, with graphs of the compiler's own; `graph`, a whole step captured, optimizer and all."""
    import torch

    from core.bench.peers import with_torch

    precise(torch, math)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network, loss = with_torch.build(task, "float32")
    network.to(device)
    inputs, answers = (tensor.to(device) for tensor in with_torch.data(task, x, y))
    parameters = list(network.parameters())
    settings = {"capturable": True} if device == "cuda" and task["optimizer"] == "adam" else {}
    kind = torch.optim.Adam if task["optimizer"] == "adam" else torch.optim.SGD
    optimizer = kind(parameters, lr=task["lr"], fused=True, **settings)
    rows = torch.zeros(task["batch"], dtype=torch.int64, device=device)

    def step() -> None:
        optimizer.zero_grad(set_to_none=how != "graph")
        with torch.autocast(device, torch.bfloat16, enabled=math == "bf16"):
            found = loss(network(inputs[rows]), answers[rows])
        found.backward()
        optimizer.step()

    play = step
    if how == "graph":
        play = _recorded(torch, step, device)
    elif how == "compiled":
        play = torch.compile(step, mode="reduce-overhead")

    def call() -> int:
        order = torch.randperm(len(x), device=device)
        for i in range(task["steps"]):
            rows.copy_(order[i * task["batch"] : (i + 1) * task["batch"]])
            play()
        if device == "cuda":
            torch.cuda.synchronize()
        return int(task["steps"])

    return call


def _recorded(torch: Any, step: Callable[[], None], device: str) -> Callable[[], None]:
    """The step as one CUDA graph; without a GPU as it is."""
    if device != "cuda":
        return step
    stream = torch.cuda.Stream()
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    replay: Callable[[], None] = graph.replay
    return replay


def prepare_jax(task: dict[str, Any], x: Any, y: Any, math: str) -> Call:
    """Whole epochs in one jit with lax.scan."""
    import jax

    from core.bench.peers import with_jax

    names = {"fp32": "highest", "tf32": "tensorfloat32", "bf16": "bfloat16"}
    jax.config.update("jax_default_matmul_precision", names[math])
    return with_jax.prepare(task, x, y, 1024)
