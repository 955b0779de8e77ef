"""Launches recorded in a CUDA graph, and started as one."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from core.engine.cuda.device import Streamed
from core.engine.cuda.faults import CudaFault

Play = Callable[[], None]


def recorded(gpu: Streamed, play: Play) -> Play:
    """What starts all that `play` launches; `play` itself where that cannot be recorded: launches one by one do the
    same. A graph keeps nothing alive: whoever holds `play` holds what its launches are given."""
    try:
        with gpu.telling():
            graph, stream = _captured(gpu, play)
    except CudaFault:
        return play

    def replay(held: Play = play) -> None:
        with gpu.telling():
            graph.launch(stream)

    return replay


def _captured(gpu: Streamed, play: Play) -> tuple[Any, Any]:
    """The graph, and the stream it is launched on."""
    core: Any = importlib.import_module("cuda.core")
    device = core.Device(gpu.number)
    device.set_current()
    builder = device.create_graph_builder()
    try:
        builder.begin_building()
        with gpu.launching_on(builder):
            play()
        graph = builder.end_building().complete()
    finally:
        builder.close()
    return graph, core.Stream.from_handle(gpu.stream_number)
