"""What can be said of class weights and norms before anything runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.catalog.class_weights import CLASS_WEIGHTS, Given
from core.catalog.layers.base import Shape, width
from core.compile.fixes import change_batch
from core.compile.problem import Problem
from core.data.prepare import Described
from core.data.targets import is_labels
from core.spec.project import Project

PATH = "training.class_weights"


def check_class_weights(project: Project, described: Described) -> list[Problem]:
    """They need classes, and those that are given as many numbers as there are classes."""
    options = project.training.class_weights
    if CLASS_WEIGHTS.of(options).factors is None:
        return []
    if not is_labels(described.info, described.task):
        text = "class weights need targets of which each is one of several classes"
        return [Problem("", text, "choose none", path=PATH)]
    if not isinstance(options, Given):
        return []
    classes, given = max(len(described.info.classes or ()), 2), len(options.weights)
    if given != classes:
        hint = f"give {classes}: " + ", ".join((described.info.classes or ())[:8])
        return [Problem("", f"there are {given} class weights for {classes} classes", hint, path=f"{PATH}.weights")]
    if not any(options.weights):
        text = "every class weight is 0, so nothing would be learned"
        return [Problem("", text, "give some classes more", path=f"{PATH}.weights")]
    return []


def check_norms(project: Project, used: Sequence[str], shapes: Mapping[str, Shape]) -> list[Problem]:
    """Norms over a single number, which is always 0 then."""
    problems = []
    for name in used:
        kind = project.architecture[name].kind
        if kind == "batch_norm" and project.training.batch_size == 1:
            text = "the norm of a batch of one sample is always 0, so nothing passes through"
            problems.append(Problem(name, text, "use a batch size of 2 or more", "warning", fix=change_batch(32)))
        if kind == "layer_norm" and name in shapes and width(shapes[name]) == 1:
            text = "the norm of a single number is always 0, so nothing passes through"
            problems.append(Problem(name, text, "put it behind a wider layer", "warning"))
    return problems
