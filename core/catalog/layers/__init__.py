"""Layer kinds, one small file each: options, ports, shape rule, lowering. A file in this folder is enough to
add one."""

from __future__ import annotations

import importlib
import pkgutil

from core.catalog.layers.base import LAYERS, LayerKind, Misfit

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

__all__ = ["LAYERS", "LayerKind", "Misfit"]
