"""Entries of the small tables that stand between the CPU engine and its compiled loop."""

from __future__ import annotations

STEP, EPOCH, BATCH = 0, 1, 2
"""Where a run stands: steps and epochs done, batches of this epoch done."""
SHUFFLED = 3
"""The epoch the order was made for, -1 for none."""
DONE, ROWS, BAD = 4, 5, 6
"""What the last slice did: steps, epochs closed, and Slice.bad_step."""
POSITION = 7

BATCH_SIZE, SHUFFLE, EVALUATE_EVERY, OPTIMIZER = 0, 1, 2, 3
TRAIN, TEST, VALIDATION = 4, 5, 6
"""How many rows each part has."""
SETTINGS = 7

TASK_TRAIN, TASK_ASSESS, TASK_INFER, TASK_GRADIENT = range(4)
