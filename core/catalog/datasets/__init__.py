"""Data sources, a small file for each kind or family; every file in this folder is imported, in name order."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from core.catalog.datasets.base import DATASETS

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    import_module(f"{__name__}.{_module}")

__all__ = ["DATASETS"]
