"""What a run takes in from outside while it goes on: typed numbers, weights of a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.engine.contract import Engine
from core.session.patch import Loaded, Patch, patched
from core.session.snapshot import Event
from core.session.switched_off import silenced
from core.spec.architecture import Architecture


def take_loaded(engine: Engine, loaded: Loaded, architecture: Architecture, step: int, epoch: int) -> Event:
    """Go on from other weights; what the optimizer remembers is of the old ones."""
    arrays = loaded.arrays
    state = engine.read()
    if {key: array.shape for key, array in arrays.items()} != {k: a.shape for k, a in state.weights.items()}:
        return Event("message", step, epoch, f"{loaded.text}: the network has changed since")
    memories = tuple({key: np.zeros_like(array) for key, array in memory.items()} for memory in state.memories)
    engine.write(silenced(replace(state, weights=arrays, memories=memories), architecture))
    return Event("changed", step, epoch, loaded.text)


def take_patches(
    engine: Engine, patches: tuple[Patch, ...], architecture: Architecture, step: int, epoch: int
) -> list[Event]:
    """Numbers that were typed, in their places; what the run makes known of them."""
    events = []
    for patch in patches:
        state = patched(engine.read(), patch, architecture)
        if state is not None:
            engine.write(state)
        if patch.told:
            text = patch.words() if state is not None else f"{patch.key} has no such number, or it is switched off"
            events.append(Event("changed" if state is not None else "message", step, epoch, text))
    return events
