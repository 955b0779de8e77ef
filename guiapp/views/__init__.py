"""Widgets that panels are put together from: they show arrays and values, and know no document and no run."""
