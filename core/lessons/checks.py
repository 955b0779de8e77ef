"""Conditions on a learner's state, as they stand in a step's `checks` and in a challenge's.

Each is an object of JSON known by its first word: {"metric": "train_loss", "below": 0.1}. They hold thresholds and
ranges, never exact figures of a run: processors differ in the last digits, and so do runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from core.catalog.metrics import METRICS
from core.errors import AppError
from core.lessons.condition import Check, Range, named, plain, sentence, shown
from core.lessons.deeds import DEEDS
from core.lessons.facts import Facts
from core.spec.assign import MISSING, look_up
from core.spec.controls import ACTIONS, KEPT, PANELS, nearest
from core.spec.plain import object_of, struct_from_plain
from core.spec.project import Project

PARTS = ("train", "test", "validation")
Whole = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]


class MetricCheck(Range, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest value of a curve; with `minus`, its distance from that of another one."""

    metric: str
    minus: str = ""

    def met(self, facts: Facts) -> bool:
        value = facts.metrics.get(self.metric, math.nan)
        return self.holds(value - facts.metrics.get(self.minus, math.nan) if self.minus else value)

    def said(self) -> str:
        name, other = plain(self.metric), plain(self.minus)
        return self.bounded(f"{name} \N{MINUS SIGN} {other}" if other else name)

    def fault(self, project: Project) -> AppError | None:
        for place, name in (("metric", self.metric), ("minus", self.minus)):
            part, _, label = name.partition("_")
            known = [METRICS.of(metric).label(metric) for metric in project.training.metrics]
            if not name and place == "minus":
                continue
            if part not in PARTS or (label != "loss" and label not in METRICS and label not in known):
                names = [f"{part}_{label}" for part in PARTS for label in ("loss", *METRICS.names())]
                return AppError(place, f"there is no metric '{name[:80]}'", nearest(name, names))
            if label != "loss" and label not in known:
                return AppError(place, f"the project does not measure {label}", "add it to its training.metrics")
        return self.open_ended("metric")


class Epochs(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    epochs: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]

    def met(self, facts: Facts) -> bool:
        return facts.trained >= self.epochs

    def said(self) -> str:
        return sentence(f"{self.epochs:,} epochs are trained") if self.epochs > 1 else sentence("An epoch is trained")


class StatusCheck(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    status: Literal["running", "paused", "finished", "diverged"]

    def met(self, facts: Facts) -> bool:
        return facts.status == self.status

    def said(self) -> str:
        known = {
            "running": sentence("Training is running"),
            "paused": sentence("Training is paused"),
            "finished": sentence("Training is finished"),
            "diverged": sentence("Training has diverged"),
        }
        return known[self.status]


class ParametersBelow(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    parameters_below: Whole

    def met(self, facts: Facts) -> bool:
        return facts.parameters < self.parameters_below

    def said(self) -> str:
        return sentence(f"The network has fewer than {self.parameters_below:,} weights and biases")


class ParametersAbove(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    parameters_above: Whole

    def met(self, facts: Facts) -> bool:
        return facts.parameters > self.parameters_above

    def said(self) -> str:
        return sentence(f"The network has more than {self.parameters_above:,} weights and biases")


class Layers(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hidden layers with weights: the dense ones but for the last."""

    layers: Annotated[int, msgspec.Meta(ge=0, le=1000)]

    def met(self, facts: Facts) -> bool:
        return max(len(facts.project.architecture.of_kind("dense")) - 1, 0) == self.layers

    def said(self) -> str:
        if self.layers < 2:
            return sentence("The network has one hidden layer" if self.layers else "The network has no hidden layer")
        return sentence(f"The network has {self.layers} hidden layers")


class FieldCheck(Range, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands at a path of the project (as for --set); an entry of a registry counts as its name."""

    field: str
    is_: Any = msgspec.UNSET
    is_not: Any = msgspec.UNSET

    def met(self, facts: Facts) -> bool:
        value = look_up(facts.project, self.field)
        if value is MISSING:
            return False
        if self.is_ is not msgspec.UNSET and value != self.is_:
            return False
        if self.is_not is not msgspec.UNSET and value == self.is_not:
            return False
        return (self.below is None and self.above is None) or self.holds(value)

    def said(self) -> str:
        name = named(self.field)
        if self.is_ is not msgspec.UNSET:
            return sentence(f"{name} is set to {shown(self.is_)}")
        if self.is_not is not msgspec.UNSET:
            return sentence(f"{name} is anything but {shown(self.is_not)}")
        return self.bounded(name)

    def fault(self, project: Project) -> AppError | None:
        if look_up(project, self.field) is MISSING:
            return AppError("field", f"the project has nothing at '{self.field[:80]}'", "paths are those of --set")
        wanted = [value for value in (self.is_, self.is_not) if value is not msgspec.UNSET]
        return None if wanted else self.open_ended("field")


class PanelCheck(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    by_hand: ClassVar[bool] = True
    panel: str

    def met(self, facts: Facts) -> bool:
        return self.panel in facts.panels

    def said(self) -> str:
        return sentence(f"The panel {self.panel.replace('_', ' ').capitalize()} is looked at")

    def fault(self, project: Project) -> AppError | None:
        if self.panel not in PANELS:
            return AppError("panel", f"there is no panel '{self.panel[:80]}'", nearest(self.panel, PANELS))
        return None


class ActionCheck(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    by_hand: ClassVar[bool] = True
    action: str

    def met(self, facts: Facts) -> bool:
        return self.action in facts.actions

    def said(self) -> str:
        return sentence(f"{plain(self.action)} is used")

    def fault(self, project: Project) -> AppError | None:
        names = (*ACTIONS, *KEPT)
        if self.action not in names:
            return AppError("action", f"there is no action '{self.action[:80]}'", nearest(self.action, names))
        return None


class Did(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something was done in an instrument."""

    by_hand: ClassVar[bool] = True
    did: str

    def met(self, facts: Facts) -> bool:
        return self.did in facts.deeds

    def said(self) -> str:
        return DEEDS[self.did]

    def fault(self, project: Project) -> AppError | None:
        if self.did not in DEEDS:
            hint = "one of " + ", ".join(DEEDS)
            return AppError("did", f"there is no deed '{self.did[:80]}'", hint)
        return None


class Selected(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    by_hand: ClassVar[bool] = True
    selected: str

    def met(self, facts: Facts) -> bool:
        return self.selected in facts.selected

    def said(self) -> str:
        return sentence(f"{self.selected} is selected")

    def fault(self, project: Project) -> AppError | None:
        if self.selected not in project.architecture:
            names = [node.id for node in project.architecture.nodes]
            return AppError("selected", f"there is no layer '{self.selected[:80]}'", "one of " + ", ".join(names))
        return None


class Answered(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    by_hand: ClassVar[bool] = True
    answered: Literal[True]

    def met(self, facts: Facts) -> bool:
        return facts.answered

    def said(self) -> str:
        return sentence("The question is answered")


class Runs(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many runs were trained, each from its start."""

    by_hand: ClassVar[bool] = True
    runs: Annotated[int, msgspec.Meta(ge=1, le=1000)]

    def met(self, facts: Facts) -> bool:
        return facts.runs >= self.runs

    def said(self) -> str:
        return sentence(f"{self.runs} runs are trained") if self.runs > 1 else sentence("A run is trained")


class Edited(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something is not as the step opened it: anything of network, data and training, or what stands at a path."""

    edited: Literal[True] | str

    def met(self, facts: Facts) -> bool:
        if isinstance(self.edited, str):
            return look_up(facts.project, self.edited) != look_up(facts.start, self.edited)
        return any(
            getattr(facts.project, part) != getattr(facts.start, part) for part in ("architecture", "data", "training")
        )

    def said(self) -> str:
        if isinstance(self.edited, str):
            return sentence(f"{named(self.edited)} is changed")
        return sentence("Something is changed")

    def fault(self, project: Project) -> AppError | None:
        if isinstance(self.edited, str) and look_up(project, self.edited) is MISSING:
            return AppError("edited", f"the project has nothing at '{self.edited[:80]}'", "paths are those of --set")
        return None


KINDS: dict[str, type[Check]] = {
    "metric": MetricCheck,
    "epochs": Epochs,
    "status": StatusCheck,
    "parameters_below": ParametersBelow,
    "parameters_above": ParametersAbove,
    "layers": Layers,
    "field": FieldCheck,
    "edited": Edited,
    "panel": PanelCheck,
    "action": ActionCheck,
    "did": Did,
    "selected": Selected,
    "answered": Answered,
    "runs": Runs,
}
"""By the word that a check is known by."""
SPELT = {"is": "is_"}
"""Names of fields that Python keeps for itself."""


def check_from_plain(value: Any, where: str) -> Check:
    """One check, read from a file."""
    fields = object_of(value, where)
    heads = [name for name in KINDS if name in fields]
    if len(heads) != 1:
        what = f"says both '{heads[0]}' and '{heads[1]}'" if heads else "says nothing to be checked"
        hint = "write them as two checks" if heads else "one of " + ", ".join(KINDS)
        raise AppError(where, what, hint)
    return struct_from_plain(KINDS[heads[0]], {SPELT.get(name, name): fields[name] for name in fields}, where, None)


def all_met(checks: Iterable[Check], facts: Facts) -> bool:
    return all(check.met(facts) for check in checks)


class Ticks:
    """Which checks of a step are met; those with `once` stay so."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        self.checks = checks
        self.met = (False,) * len(checks)

    def look(self, facts: Facts) -> bool:
        """Look again; whether all of them hold now."""
        pairs = zip(self.checks, self.met, strict=True)
        self.met = tuple((before and check.once) or check.met(facts) for check, before in pairs)
        return bool(self.met) and all(self.met)

    @property
    def waits(self) -> bool:
        """Whether a state that passes quickly would be remembered."""
        return any(check.once and not met for check, met in zip(self.checks, self.met, strict=True))

    def pass_by(self, facts: Facts) -> None:
        """A state that is over already, between two looks: only what stays met can be met by it."""
        pairs = zip(self.checks, self.met, strict=True)
        self.met = tuple(before or (check.once and check.met(facts)) for check, before in pairs)
