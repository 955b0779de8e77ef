"""Those who look at the curves of a run while it goes on: stop rules, and a schedule that adapts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.catalog.metrics import METRICS
from core.catalog.schedules import SCHEDULES
from core.catalog.stop_rules import STOP_RULES, Seen, StopRule, watched_curve
from core.engine.contract import Best, State
from core.errors import AppError
from core.registry import Options
from core.session.setup import Setup


@dataclass(frozen=True)
class End:
    """Why a run ends by itself; `failed` where that is no success."""

    text: str
    failed: bool = False


class Watch:
    """The rules and the schedule of one set-up, with what they remember from the run so far.

    `needed` says whether anybody has to see values at the end of every evaluated epoch.
    """

    def __init__(self, setup: Setup, metrics: Mapping[str, Options]) -> None:
        training, state = setup.project.training, setup.state
        self._rises = {name: METRICS.of(metric).higher_is_better for name, metric in metrics.items()}
        validation = "validation" in setup.job.parts
        self._rules: list[tuple[Options, StopRule, str]] = []
        for i, options in enumerate(training.stop):
            rule = STOP_RULES.of(options)
            if name := rule.watches(options):
                self._rules.append((options, rule, _curve(name, ("loss", *metrics), validation, i)))
        self._schedule = training.schedule if SCHEDULES.of(training.schedule).adaptive else None
        self._loss = watched_curve("loss", ("loss",), validation)
        wanted = [options for options, _, _ in self._rules] + ([self._schedule] if self._schedule else [])
        self._keeper = next((options for options, rule, _ in self._rules if rule.keeps_best(options)), None)
        self.best = state.best if self._keeper in state.remembered else None
        self.remembered = {options: memory for options, memory in state.remembered.items() if options in wanted}
        if self._keeper and not self.best:
            self.remembered.pop(self._keeper, None)
        self.needed = bool(wanted)

    @property
    def factor(self) -> float:
        """What an adaptive schedule multiplies the rate with."""
        memory = self.remembered.get(self._schedule, ()) if self._schedule else ()
        return memory[0] if memory else 1.0

    @property
    def best_epoch(self) -> int | None:
        """Where the loss was best so far, if a rule keeps an eye on that."""
        found = [self.remembered.get(options, ()) for options, rule, _ in self._rules if rule.finds_best]
        return round(found[0][1]) if found and found[0] else None

    def look(self, epoch: int, values: Mapping[str, float], read: Callable[[], State]) -> End | None:
        """An evaluated epoch is over, with these values of its curves; `read` gives the state. Why the run ends now,
        or None."""
        if self._schedule:
            memory = self.remembered.get(self._schedule, ())
            adapt = SCHEDULES.of(self._schedule).adapt
            self.remembered[self._schedule] = adapt(self._schedule, memory, epoch, values[self._loss])
        ends = [self._judge(rule, epoch, values) for rule in self._rules]
        if self._keeper and round(self.remembered[self._keeper][1]) == epoch:
            state = read()
            self.best = Best(epoch, state.weights, state.memories, values)
        return next((end for end in ends if end), None)

    def _judge(self, watched: tuple[Options, StopRule, str], epoch: int, values: Mapping[str, float]) -> End | None:
        options, rule, curve = watched
        seen = Seen(curve, epoch, values[curve], self._rises.get(curve.partition("_")[2], False))
        self.remembered[options], text = rule.judge(options, self.remembered.get(options, ()), seen)
        return End(text, rule.fails) if text else None


def _curve(name: str, metrics: Sequence[str], validation: bool, place: int) -> str:
    try:
        return watched_curve(name, metrics, validation)
    except AppError as fault:
        raise fault.at(f"training.stop[{place}]") from None
