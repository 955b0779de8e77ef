"""The classroom: controls hidden and locked, lessons beside the project, the projector."""
