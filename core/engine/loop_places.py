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
"""Behind them stand the places of the weights that are switched off."""

RATE, LOSS = 9, 10
"""Behind the optimizer's coefficients of a step: the learning rate, and the loss that came of it."""
STEP_COLUMNS = 11

PULL_AT, PULL_ROWS, PULL_WIDTH, PULL_STRIDE, PULL_CASE = range(5)
"""Columns of a pull: where its array begins among the parameters, its rows, their width and distance, and the place of
its penalty in the registry."""
PULLS = 5
PULL_C0, PULL_C1, PULL_LIMIT, PULL_DECAY = range(4)
"""Columns of the floats that belong to a pull."""
CLIP_VALUE, CLIP_NORM = 0, 1
"""Columns of the first row of those floats."""
TUGS = 4

TASK_TRAIN, TASK_ASSESS, TASK_INFER, TASK_GRADIENT, TASK_HELP = range(5)
