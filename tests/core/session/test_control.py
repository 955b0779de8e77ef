"""Controls are written by one thread while another one reads them: nothing that is wished for is missed."""

from __future__ import annotations

import threading

import pytest

from core.engine.reference import ReferenceEngine
from core.session.control import Control
from core.session.setup import set_up
from core.session.trainer import train
from core.spec.files import load_example


class Late(Control):
    """Somebody else's thread gets its turn between the trainer's look at the controls and its rest."""

    between = staticmethod(lambda: None)

    def wait(self, seconds: float | None = None) -> None:
        between, self.between = self.between, lambda: None
        between()
        super().wait(seconds)


@pytest.mark.parametrize("wish", ["resume", "ask", "step_batch", "step_epoch", "stop"])
def test_no_wish_is_slept_through(wish: str) -> None:
    made, chosen = set_up(load_example("spiral"), 1), ReferenceEngine()
    chosen.load(made.job, made.state)
    control = Late()
    control.between = getattr(control, wish)
    loop = train(made, chosen, control)
    next(loop)
    rescue = threading.Timer(5.0, control.stop)
    rescue.start()
    try:
        later = next(loop)
        assert rescue.is_alive()
    finally:
        rescue.cancel()
        control.stop()
        list(loop)
        rescue.join()
    assert (later.status == "stopped") is (wish == "stop")
