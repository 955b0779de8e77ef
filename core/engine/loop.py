"""The training loop: whole slices of steps in one call that holds no lock and allocates nothing.

dispatch.py compiles this text behind the dispatchers it generates, which take the place of the plain ones of core.engine.cases.
"""

from __future__ import annotations

import math

import numpy as np

from core.engine.cases import activate, activate_back, loss_slope, loss_value, update
from core.engine.draws import dropout, dropout_back, fill_order
from core.engine.jit import kernel, part
from core.engine.kernels import (
    add,
    add_back,
    agreements,
    clear_padding,
    column,
    copy,
    dense,
    dense_back,
    difference,
    gather,
    multiply,
    multiply_back,
    put,
    put_back,
    same_largest,
    sigmoid_loss,
    softmax,
    softmax_back,
    softmax_difference,
    softmax_loss,
    sound,
    spread_column,
    squares,
    take,
)
from core.engine.loop_places import BAD, BATCH, BATCH_SIZE, EPOCH, EVALUATE_EVERY, OPTIMIZER, SHUFFLE, SHUFFLED, STEP, TEST, TRAIN, VALIDATION
from core.engine.program import (
    BACK,
    CAPACITY,
    CASE,
    CLEAR,
    CODE,
    COLUMN,
    FUSION,
    GRADIENT,
    GX,
    GY,
    HOW,
    INPUT,
    INPUT_STRIDE,
    INPUT_WIDTH,
    LOSS,
    LOSS_GRADIENT,
    LOSS_VALUE,
    MEAN,
    MEMORY_1,
    MEMORY_2,
    OUTPUT,
    OUTPUT_STRIDE,
    OUTPUT_WIDTH,
    PARAMETERS,
    ROOT,
    SIZE,
    TARGET,
    THRESHOLD,
    X,
    XS,
    XW,
    Y,
    YS,
    YW,
)
from core.engine.tiles import LANES, view
from core.plan.ops import ACCUMULATE, ACTIVATE, ADD, COPY, DENSE, DROPOUT, FUSED_SIGMOID, FUSED_SOFTMAX, MULTIPLY, NOT_WANTED, PLAIN, SOFTMAX


@kernel
def forward(a, f, p, rates, rows, training, key, step):  # type: ignore[no-untyped-def]
    """Values of every slot from the input rows on."""
    for i in range(p.shape[0]):
        code = p[i, CODE]
        if code == DENSE:
            dense(a, f, p, i, rows)
        elif code == ACTIVATE:
            n = rows * p[i, YS]
            activate(p[i, CASE], view(a, p[i, X], n), view(a, p[i, Y], n), rates[i])
        elif code == SOFTMAX:
            softmax(a, p, i, rows)
        elif code == ADD:
            add(a, p, i, rows)
        elif code == MULTIPLY:
            multiply(a, p, i, rows)
        elif code == COPY:
            put(a, p, i, rows, p[i, CASE])
        elif code == DROPOUT:
            if training:
                dropout(a, p, i, rows, rates[i], key, step)
            else:
                copy(view(a, p[i, X], rows * p[i, YS]), view(a, p[i, Y], rows * p[i, YS]))
        if p[i, CLEAR]:
            clear_padding(a, p[i, Y], p[i, YS], p[i, YW], rows)


@kernel
def backward(a, f, p, rates, rows, training, key, step):  # type: ignore[no-untyped-def]
    """Gradients of the parameters from the gradient at the loss's slot."""
    for i in range(p.shape[0] - 1, -1, -1):
        if not p[i, BACK]:
            continue
        code = p[i, CODE]
        if code == DENSE:
            dense_back(a, f, p, i, rows)
        elif code == ACTIVATE:
            if p[i, HOW] != NOT_WANTED:
                n = rows * p[i, YS]
                z, y, g, gz = view(a, p[i, X], n), view(a, p[i, Y], n), view(a, p[i, GY], n), view(a, p[i, GX], n)
                activate_back(p[i, CASE], z, y, g, gz, rates[i], p[i, HOW] == ACCUMULATE)
        elif code == SOFTMAX:
            softmax_back(a, p, i, rows)
        elif code == ADD:
            add_back(a, p, i, rows)
        elif code == MULTIPLY:
            multiply_back(a, p, i, rows)
        elif code == COPY:
            put_back(a, p, i, rows, p[i, CASE])
        elif code == DROPOUT:
            if training:
                dropout_back(a, p, i, rows, rates[i], key, step)
            else:
                dropout_back(a, p, i, rows, 0.0, key, step)


@part
def close_columns(a, f, rows):  # type: ignore[no-untyped-def]
    """Where the output is one number wide: loss value, output and target close together, in the columns' place."""
    stride, room = f[OUTPUT_STRIDE], (f[CAPACITY] + LANES - 1) // LANES * LANES
    column(a, f[LOSS_VALUE], stride, rows, f[COLUMN])
    column(a, f[OUTPUT], stride, rows, f[COLUMN] + room)
    column(a, f[TARGET], stride, rows, f[COLUMN] + 2 * room)
    return room


@part
def loss_sum(a, f, rows):  # type: ignore[no-untyped-def]
    """Sum of the losses of all rows, before a root."""
    stride, width = f[OUTPUT_STRIDE], f[OUTPUT_WIDTH]
    if f[FUSION] == FUSED_SOFTMAX:
        return softmax_loss(a, f[LOSS_VALUE], f[OUTPUT], f[TARGET], stride, width, rows)
    total = 0.0
    for r in range(0, rows * stride, stride):
        t = view(a, f[TARGET] + r, width)
        if f[FUSION] == FUSED_SIGMOID:
            total += sigmoid_loss(view(a, f[LOSS_VALUE] + r, width), t)
        else:
            total += loss_value(f[LOSS], view(a, f[OUTPUT] + r, width), t)
    return total / width if f[MEAN] else total


@part
def column_loss_sum(a, f, rows, room):  # type: ignore[no-untyped-def]
    """`loss_sum` for close columns."""
    t = view(a, f[COLUMN] + 2 * room, rows)
    if f[FUSION] == FUSED_SIGMOID:
        return np.float64(sigmoid_loss(view(a, f[COLUMN], rows), t))
    if f[FUSION] == FUSED_SOFTMAX:
        return softmax_loss(a, f[LOSS_VALUE], f[OUTPUT], f[TARGET], f[OUTPUT_STRIDE], 1, rows)
    return np.float64(loss_value(f[LOSS], view(a, f[COLUMN] + room, rows), t))


@part
def answers(a, f, rows, totals):  # type: ignore[no-untyped-def]
    """Adds right answers and squared errors of the rows."""
    stride, width = f[OUTPUT_STRIDE], f[OUTPUT_WIDTH]
    hits, errors = 0, 0.0
    for r in range(0, rows * stride, stride):
        p, t = view(a, f[OUTPUT] + r, width), view(a, f[TARGET] + r, width)
        errors += squares(p, t)
        if f[THRESHOLD]:
            hits += agreements(p, t)
    if f[THRESHOLD]:
        totals[1] += hits / width
    else:
        totals[1] += same_largest(a, f[OUTPUT], f[TARGET], stride, width, rows)
    totals[2] += errors / width


@part
def column_answers(a, f, rows, room, totals):  # type: ignore[no-untyped-def]
    p, t = view(a, f[COLUMN] + room, rows), view(a, f[COLUMN] + 2 * room, rows)
    totals[1] += agreements(p, t) if f[THRESHOLD] else rows
    totals[2] += squares(p, t)


@kernel
def measure(a, f, rows, totals):  # type: ignore[no-untyped-def]
    """Adds answers to the totals and gives the sum of the losses of the rows."""
    if f[OUTPUT_WIDTH] == 1:
        room = close_columns(a, f, rows)
        column_answers(a, f, rows, room, totals)
        return column_loss_sum(a, f, rows, room)
    answers(a, f, rows, totals)
    return loss_sum(a, f, rows)


@part
def loss_gradient(a, f, rows, loss):  # type: ignore[no-untyped-def]
    """The gradient at the loss's slot; `loss` is the batch's, after a root. Uses what `measure` left."""
    stride, width = f[OUTPUT_STRIDE], f[OUTPUT_WIDTH]
    scale = 1.0 / (rows * width) if f[MEAN] else 1.0 / rows
    if f[ROOT]:
        scale = scale * 0.5 / loss if loss > 0.0 else 0.0
    if f[FUSION] == FUSED_SOFTMAX:
        softmax_difference(a, f[OUTPUT], f[TARGET], f[LOSS_GRADIENT], stride, width, rows, np.float32(scale))
    elif width == 1:
        room = (f[CAPACITY] + LANES - 1) // LANES * LANES
        p, t, g = view(a, f[COLUMN] + room, rows), view(a, f[COLUMN] + 2 * room, rows), f[COLUMN] + 3 * room
        slope_of(f, p, t, view(a, g, rows), np.float32(scale))
        spread_column(a, g, rows, f[LOSS_GRADIENT], stride)
    else:
        for r in range(0, rows * stride, stride):
            p, t, g = view(a, f[OUTPUT] + r, width), view(a, f[TARGET] + r, width), view(a, f[LOSS_GRADIENT] + r, width)
            slope_of(f, p, t, g, np.float32(scale))


@part
def slope_of(f, p, t, g, scale):  # type: ignore[no-untyped-def]
    if f[FUSION] == FUSED_SIGMOID:
        difference(p, t, g, scale)
    else:
        loss_slope(f[LOSS], p, t, g, scale)


@part
def descend(a, f, case, coefficients):  # type: ignore[no-untyped-def]
    """One step of the optimizer with its coefficients (8,)."""
    n = f[SIZE]
    c = (
        np.float32(coefficients[0]),
        np.float32(coefficients[1]),
        np.float32(coefficients[2]),
        np.float32(coefficients[3]),
        np.float32(coefficients[4]),
        np.float32(coefficients[5]),
        np.float32(coefficients[6]),
        np.float32(coefficients[7]),
    )
    w, g = view(a, f[PARAMETERS], n), view(a, f[GRADIENT], n)
    update(case, w, g, view(a, f[MEMORY_1], n), view(a, f[MEMORY_2], n), c)


@kernel
def infer(a, f, p, rates, x, first, rows):  # type: ignore[no-untyped-def]
    """Rows first : first + rows of x through the network, in inference mode."""
    take(a, x, f[INPUT_WIDTH], first, rows, f[INPUT], f[INPUT_STRIDE])
    forward(a, f, p, rates, rows, False, np.uint64(0), 0)


@kernel
def assess(a, f, p, rates, x, y, count, totals):  # type: ignore[no-untyped-def]
    """Totals over all `count` rows of a part, in inference mode."""
    for i in range(totals.shape[0]):
        totals[i] = 0.0
    for first in range(0, count, f[CAPACITY]):
        rows = min(f[CAPACITY], count - first)
        infer(a, f, p, rates, x, first, rows)
        take(a, y, f[OUTPUT_WIDTH], first, rows, f[TARGET], f[OUTPUT_STRIDE])
        totals[0] += measure(a, f, rows, totals)


@kernel
def slopes(a, f, p, rates, x, y, rows, totals):  # type: ignore[no-untyped-def]
    """The gradient of the first rows, without dropout; it stays in its place."""
    infer(a, f, p, rates, x, 0, rows)
    take(a, y, f[OUTPUT_WIDTH], 0, rows, f[TARGET], f[OUTPUT_STRIDE])
    loss = measure(a, f, rows, totals) / rows
    loss_gradient(a, f, rows, math.sqrt(loss) if f[ROOT] else loss)
    backward(a, f, p, rates, rows, False, np.uint64(0), 0)


@part
def train_step(a, f, p, rates, x, y, order, first, rows, settings, coefficients, key, step, totals):  # type: ignore[no-untyped-def]
    """One step on the rows order[first : first + rows]; False, and nothing moved, where the loss is not finite."""
    gather(a, x, f[INPUT_WIDTH], order, first, rows, f[INPUT], f[INPUT_STRIDE])
    gather(a, y, f[OUTPUT_WIDTH], order, first, rows, f[TARGET], f[OUTPUT_STRIDE])
    forward(a, f, p, rates, rows, True, key, step)
    hits, errors = totals[1], totals[2]
    loss = measure(a, f, rows, totals) / rows
    if f[ROOT]:
        loss = math.sqrt(loss)
    if not math.isfinite(loss):
        totals[1], totals[2] = hits, errors
        return False
    totals[0] += loss * rows
    loss_gradient(a, f, rows, loss)
    backward(a, f, p, rates, rows, True, key, step)
    descend(a, f, settings[OPTIMIZER], coefficients)
    return True


@kernel
def train_slice(  # type: ignore[no-untyped-def]
    a, f, p, rates, ef, ep, train_x, train_y, test_x, test_y, valid_x, valid_y, order, keys, settings, coefficients, position, totals, rows
):
    """Train one step for each row of coefficients, across epochs; returns the steps done and the rows of epochs written.

    `ef` and `ep` are facts and operations of the layout that evaluates; `rows` (epochs, 11) is Slice.rows.
    """
    samples, size = settings[TRAIN], settings[BATCH_SIZE]
    batches = (samples + size - 1) // size
    epochs = 0
    for s in range(coefficients.shape[0]):
        if settings[SHUFFLE] and position[SHUFFLED] != position[EPOCH]:
            fill_order(order, keys[0], position[EPOCH])
            position[SHUFFLED] = position[EPOCH]
        first = position[BATCH] * size
        n = min(size, samples - first)
        step = position[STEP] + 1
        if not train_step(a, f, p, rates, train_x, train_y, order, first, n, settings, coefficients[s], keys[1], step, totals):
            position[BAD] = step
            return s, epochs
        position[STEP] = step
        position[BATCH] += 1
        if position[BATCH] == batches:
            position[EPOCH] += 1
            position[BATCH] = 0
            row = rows[epochs]
            epochs += 1
            row[0], row[1] = position[EPOCH], step
            for i in range(totals.shape[0]):
                row[2 + i], row[5 + i], row[8 + i] = totals[i], math.nan, math.nan
                totals[i] = 0.0
            if position[EPOCH] % settings[EVALUATE_EVERY] == 0:
                if settings[TEST]:
                    assess(a, ef, ep, rates, test_x, test_y, settings[TEST], row[5:8])
                if settings[VALIDATION]:
                    assess(a, ef, ep, rates, valid_x, valid_y, settings[VALIDATION], row[8:11])
            if not sound(view(a, f[PARAMETERS], f[SIZE])):
                position[BAD] = -1
                return s + 1, epochs
    return coefficients.shape[0], epochs
