"""Pictures of a finished run, drawn by matplotlib without a screen. Imported only when pictures are wanted."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.export.model import Model
from core.export.plot_data import Array, confusion, grid, plane_labels, sampled
from core.export.plot_style import LINES, NEUTRAL, SIGN, Colour, class_colour, class_shape
from core.session.setup import Setup
from core.session.snapshot import Points

SIZE, DPI = (6.4, 4.4), 110
SUFFIXES = ("png", "svg")
MANY_CURVES = 4000
"""Points drawn of one curve."""

Draw = Callable[[Figure], None]
Colours = tuple[Colour, ...]


def pictures(setup: Setup, model: Model, curves: Points) -> Iterator[tuple[str, bytes]]:
    """File names and bytes of every plot that suits the run."""
    for name, draw in _plots(setup, model, curves):
        figure = Figure(SIZE, DPI, layout="constrained")
        draw(figure)
        for suffix in SUFFIXES:
            file = io.BytesIO()
            figure.savefig(file, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
            yield f"{name}.{suffix}", file.getvalue()


def _plots(setup: Setup, model: Model, curves: Points) -> Iterator[tuple[str, Draw]]:
    sound = all(np.isfinite(array).all() for array in model.weights.values())
    metrics = list(dict.fromkeys(_metric(name) for name in curves.names))
    if len(curves):
        yield "loss", lambda figure: _curves(figure, setup, curves, ["loss"])
        if others := [metric for metric in metrics if metric != "loss"]:
            yield "metrics", lambda figure: _curves(figure, setup, curves, others)
    preparation = setup.prepared.preparation
    if sound and setup.prepared.described.info.plane:
        if preparation.task == "classify":
            yield "boundary", lambda figure: _boundary(figure, setup, model)
        elif preparation.outputs == 1:
            yield "surface", lambda figure: _surface(figure, setup, model)
    if sound and preparation.task == "classify" and not model.many:
        yield "confusion", lambda figure: _confusion(figure, setup, model)
    first = next((key for key, array in model.weights.items() if array.ndim == 2), None)
    if first and sound:
        yield "weights", lambda figure: _weights(figure, setup, model, first)


def _metric(name: str) -> str:
    return name.partition("_")[2]


def _curves(figure: Figure, setup: Setup, curves: Points, metrics: list[str]) -> None:
    """One pair of axes for each metric, a line for each part."""
    for axes, metric in zip(np.atleast_1d(figure.subplots(1, len(metrics), squeeze=False)[0]), metrics, strict=True):
        positive = True
        for column, name in enumerate(curves.names):
            values = curves.values[:, column]
            known = np.flatnonzero(np.isfinite(values))
            if _metric(name) != metric or not len(known):
                continue
            known = known[:: max(1, len(known) // MANY_CURVES)]
            part = name.partition("_")[0]
            marker = "o" if len(known) < 3 else None
            look: dict[str, Any] = {"color": NEUTRAL, "linestyle": LINES[part], "linewidth": 1.3, "marker": marker}
            axes.plot(curves.epoch[known], values[known], label=part, **look)
            positive &= bool((values[known] > 0).all())
        if metric == "loss" and positive:
            axes.set_yscale("log")
        axes.set(xlabel="epoch", ylabel=metric, title=f"{setup.project.name}: {metric}")
        axes.grid(alpha=0.25)
        axes.legend()


def _boundary(figure: Figure, setup: Setup, model: Model) -> None:
    """Where in the plane which class is predicted, and how surely, under the points."""
    x1, x2, points = grid(setup)
    outputs = model.predict(points)
    colours = tuple(map(class_colour, range(max(outputs.shape[1], 2))))
    axes: Axes = figure.subplots()
    extent = (x1[0], x1[-1], x2[0], x2[-1])
    if outputs.shape[1] == 1:
        values = outputs[:, 0].reshape(len(x2), len(x1))
        middle = setup.boundary
        look: dict[str, Any] = {"cmap": SIGN, "vmin": 2.0 * middle - 1.0, "vmax": 1.0, "alpha": 0.75}
        axes.imshow(values, extent=extent, origin="lower", aspect="equal", **look)
        if values.min() < middle < values.max():
            axes.contour(x1, x2, values, levels=[middle], colors="black", linewidths=1.0)
    else:
        picture = _mixed(outputs, colours).reshape(len(x2), len(x1), 3)
        axes.imshow(picture, extent=extent, origin="lower", aspect="equal")
    _points(axes, setup, colours)
    axes.set(xlabel="x1", ylabel="x2", title=f"{setup.project.name}: what is predicted where")


def _mixed(outputs: Array, colours: Colours) -> Array:
    """The winner's colour, paler the less sure it is; (n, 3)."""
    palette = np.array(colours)
    winner = outputs.argmax(axis=1)
    sure = np.clip(outputs[np.arange(len(outputs)), winner], 0.0, 1.0)[:, None]
    floor = 1.0 / outputs.shape[1]
    strength = 0.15 + 0.55 * np.clip((sure - floor) / (1.0 - floor), 0.0, 1.0)
    return np.asarray(1.0 - strength * (1.0 - palette[winner]))


def _points(axes: Axes, setup: Setup, colours: Colours) -> None:
    """Training points filled, test points ringed."""
    for part, edge in (("train", "white"), ("test", "black")):
        x, labels = sampled(setup, part, plane_labels)
        for label, colour in enumerate(colours):
            chosen = labels == label
            if chosen.any():
                look: dict[str, Any] = {
                    "color": [colour],
                    "marker": class_shape(label),
                    "edgecolors": edge,
                    "linewidths": 0.6,
                }
                axes.scatter(x[chosen, 0], x[chosen, 1], s=16, **look)


def _surface(figure: Figure, setup: Setup, model: Model) -> None:
    """The predicted number over the plane, and the targets as points in the same colours."""
    x1, x2, points = grid(setup)
    values = model.predict(points)[:, 0].reshape(len(x2), len(x1))
    axes: Axes = figure.subplots()
    target = model.preparation.invert_targets(setup.prepared.train.y)[:, 0]
    limit = float(max(np.abs(target).max(), 1e-12))
    image = axes.imshow(
        values, extent=(x1[0], x1[-1], x2[0], x2[-1]), origin="lower", cmap=SIGN, vmin=-limit, vmax=limit
    )
    for part, edge in (("train", "white"), ("test", "black")):
        x, y = sampled(setup, part, lambda setup, y: setup.prepared.preparation.invert_targets(y)[:, 0])
        if len(x):
            axes.scatter(
                x[:, 0], x[:, 1], c=y, s=14, cmap=SIGN, vmin=-limit, vmax=limit, edgecolors=edge, linewidths=0.6
            )
    figure.colorbar(image, ax=axes, label="prediction")
    axes.set(xlabel="x1", ylabel="x2", title=f"{setup.project.name}: the predicted number")


def _confusion(figure: Figure, setup: Setup, model: Model) -> None:
    """How often each class is taken for each other one."""
    part, counts = confusion(setup, model)
    names = model.preparation.class_names[: len(counts)]
    axes: Axes = figure.subplots()
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    if len(counts) <= 20:
        for row, column in np.ndindex(counts.shape):
            dark = shares[row, column] > 0.5
            axes.text(
                column, row, f"{counts[row, column]:,}", ha="center", va="center", color="white" if dark else "black"
            )
        axes.set_xticks(range(len(names)), names, rotation=45 if max(map(len, names)) > 3 else 0)
        axes.set_yticks(range(len(names)), names)
    figure.colorbar(image, ax=axes, label="share of the true class")
    axes.set(xlabel="predicted", ylabel="true", title=f"{setup.project.name}: confusion of the {part} part")


def _weights(figure: Figure, setup: Setup, model: Model, key: str) -> None:
    """The first layer: as small pictures where the inputs are a picture, else as a matrix."""
    weights = model.weights[key].astype(np.float64)
    limit = float(max(np.abs(weights).max(), 1e-12))
    shape = model.preparation.shape
    figure.suptitle(f"{setup.project.name}: {key}")
    if len(shape) == 3 and weights.shape[0] == shape[0] * shape[1] * shape[2]:
        shown = min(weights.shape[1], 32)
        rows = -(-shown // 8)
        for place, axes in enumerate(figure.subplots(rows, min(8, shown), squeeze=False).ravel()):
            axes.set_axis_off()
            if place < shown:
                picture = weights[:, place].reshape(shape).mean(axis=2)
                image = axes.imshow(picture, cmap=SIGN, vmin=-limit, vmax=limit)
    else:
        axes = figure.subplots()
        image = axes.imshow(weights.T, cmap=SIGN, vmin=-limit, vmax=limit, aspect="auto", interpolation="nearest")
        names = model.preparation.features
        if len(names) == weights.shape[0] <= 30:
            axes.set_xticks(range(len(names)), names, rotation=45 if max(map(len, names)) > 3 else 0)
        axes.set(xlabel="input", ylabel="unit")
    figure.colorbar(image, ax=figure.axes, label="weight")
