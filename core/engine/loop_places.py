"""Entries of the small tables that stand between the CPU engine and its compiled loop."""

from __future__ import annotations

STEP, EPOCH, BATCH, SHUFFLED, BAD = 0, 1, 2, 3, 4
"""Where a run stands: steps and epochs done, batches of this epoch done, the epoch the order was made for (-1: none), the bad step."""
POSITION = 5

BATCH_SIZE, SHUFFLE, EVALUATE_EVERY, OPTIMIZER = 0, 1, 2, 3
TRAIN, TEST, VALIDATION = 4, 5, 6
"""How many rows each part has."""
SETTINGS = 7
"""Settings of a run."""
