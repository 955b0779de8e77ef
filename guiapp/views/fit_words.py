"""What an edit of the data did to the network, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.catalog.activations import ACTIVATIONS
from core.catalog.datasets import DATASETS
from core.catalog.losses import LOSSES
from core.spec.project import Project
from guiapp.translation.catalogue import said


def fit_words(old: Project, new: Project) -> str:
    """One sentence; empty where nothing but the data changed."""
    changes = []
    for node in new.architecture.nodes:
        before = next((n for n in old.architecture.nodes if n.id == node.id), None)
        if before is None or before.options == node.options:
            continue
        units, activation = getattr(node.options, "units", None), getattr(node.options, "activation", None)
        if units is not None and units != getattr(before.options, "units", None):
            changes.append(
                tr("{layer} has {units} units").format(layer=node.id, units=units)
                if units > 1
                else tr("{layer} has 1 unit").format(layer=node.id)
            )
        if activation is not None and activation != getattr(before.options, "activation", None):
            title = said(ACTIVATIONS.of(activation).title).lower()
            changes.append(tr("{activation} at the output").format(activation=title))
    if old.training.loss != new.training.loss:
        changes.append(tr("loss: {loss}").format(loss=said(LOSSES.of(new.training.loss).title).lower()))
    if old.data.features and not new.data.features:
        changes.append(tr("every column is fed"))
    if not changes:
        return ""
    data = said(DATASETS.of(new.data.source).title)
    return tr("{data}: {changes}").format(data=data, changes=", ".join(changes))


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
