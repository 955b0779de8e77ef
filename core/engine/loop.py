"""The training loop: whole slices of steps in one call that holds no lock and allocates nothing.

dispatch.py compiles this text behind the dispatchers it writes, which take the place of the plain ones of
core.engine.cases.
"""

from __future__ import annotations

import math

import numpy as np

from core.engine import loop_places as run
from core.engine import program as at
from core.engine.cases import activate, activate_back, loss_slope, loss_value, update
from core.engine.draws import dropout, dropout_back, fill_order
from core.engine.elements import lanes, like
from core.engine.jit import apart, kernel, part, piece
from core.engine.kernels import (
    add,
    add_back,
    clear_padding,
    column,
    copy,
    dense,
    dense_back,
    gather,
    multiply,
    multiply_back,
    put,
    put_back,
    sound,
    spread_column,
    take,
)
from core.engine.outputs import (
    agreements,
    difference,
    same_largest,
    sigmoid_loss,
    softmax,
    softmax_back,
    softmax_difference,
    softmax_loss,
    squares,
)
from core.engine.tiles import view
from core.plan.ops import (
    ACCUMULATE,
    ACTIVATE,
    ADD,
    COPY,
    DENSE,
    DROPOUT,
    FUSED_SIGMOID,
    FUSED_SOFTMAX,
    MULTIPLY,
    NOT_WANTED,
    PLAIN,
    SOFTMAX,
)

INFERENCE, TRAINING = np.int64(0), np.int64(1)


@piece
def forward(a, f, p, rates, rows, training, key, step):
    """Values of every slot from the input rows on."""
    apart()
    for i in range(p.shape[0]):
        code = p[i, at.CODE]
        if code == DENSE:
            dense(a, f, p, i, rows)
        elif code == ACTIVATE:
            n = rows * p[i, at.YS]
            activate(p[i, at.CASE], view(a, p[i, at.X], n), view(a, p[i, at.Y], n), rates[i])
        elif code == SOFTMAX:
            softmax(a, p, i, rows)
        elif code == ADD:
            add(a, p, i, rows)
        elif code == MULTIPLY:
            multiply(a, p, i, rows)
        elif code == COPY:
            put(a, p, i, rows, p[i, at.CASE])
        elif code == DROPOUT:
            if training:
                dropout(a, p, i, rows, rates[i], key, step)
            else:
                copy(view(a, p[i, at.X], rows * p[i, at.YS]), view(a, p[i, at.Y], rows * p[i, at.YS]))
        if p[i, at.CLEAR]:
            clear_padding(a, p[i, at.Y], p[i, at.YS], p[i, at.YW], rows)


@piece
def backward(a, f, p, rates, rows, training, key, step):
    """Gradients of the parameters from the gradient at the loss's slot."""
    apart()
    for i in range(p.shape[0] - 1, -1, -1):
        if not p[i, at.BACK]:
            continue
        code = p[i, at.CODE]
        if code == DENSE:
            dense_back(a, f, p, i, rows)
        elif code == ACTIVATE:
            if p[i, at.HOW] != NOT_WANTED:
                n = rows * p[i, at.YS]
                z, y, g, gz = (
                    view(a, p[i, at.X], n),
                    view(a, p[i, at.Y], n),
                    view(a, p[i, at.GY], n),
                    view(a, p[i, at.GX], n),
                )
                activate_back(p[i, at.CASE], z, y, g, gz, rates[i], p[i, at.HOW] == ACCUMULATE)
        elif code == SOFTMAX:
            softmax_back(a, p, i, rows)
        elif code == ADD:
            add_back(a, p, i, rows)
        elif code == MULTIPLY:
            multiply_back(a, p, i, rows)
        elif code == COPY:
            put_back(a, p, i, rows, p[i, at.CASE])
        elif code == DROPOUT:
            if training:
                dropout_back(a, p, i, rows, rates[i], key, step)
            else:
                dropout_back(a, p, i, rows, 0.0, key, step)


@part
def lines(a, f, rows):
    """How outputs are walked through: lines, their length and distance; where sum, output, target and gradient start.

    Outputs one number wide are copied close together into one line, so that they fill vector lanes.
    """
    if f[at.OUTPUT_WIDTH] > 1:
        stride = f[at.OUTPUT_STRIDE]
        return rows, f[at.OUTPUT_WIDTH], stride, f[at.LOSS_VALUE], f[at.OUTPUT], f[at.TARGET], f[at.LOSS_GRADIENT]
    room = (f[at.CAPACITY] + lanes(a) - 1) // lanes(a) * lanes(a)
    z = f[at.COLUMN]
    return np.int64(1), rows, np.int64(0), z, z + room, z + 2 * room, z + 3 * room


@part
def fill_lines(a, f, rows):
    """Copy outputs one number wide close together."""
    if f[at.OUTPUT_WIDTH] == 1:
        _, _, _, z, y, t, _ = lines(a, f, rows)
        column(a, f[at.LOSS_VALUE], f[at.OUTPUT_STRIDE], rows, z)
        column(a, f[at.OUTPUT], f[at.OUTPUT_STRIDE], rows, y)
        column(a, f[at.TARGET], f[at.OUTPUT_STRIDE], rows, t)


@piece
def measure(a, f, rates, rows, totals):
    """Adds answers to the totals and gives the sum of the losses of the rows, before a root."""
    apart()
    fill_lines(a, f, rows)
    count, n, stride, z, y, t, _ = lines(a, f, rows)
    loss, hits, errors = 0.0, 0, 0.0
    for line in range(count):
        i = line * stride
        p, target = view(a, y + i, n), view(a, t + i, n)
        errors += squares(p, target)
        if f[at.THRESHOLD]:
            hits += agreements(p, target, np.float32(rates[f[at.OPERATIONS] + 1]))
        if f[at.FUSION] == FUSED_SIGMOID:
            loss += sigmoid_loss(view(a, z + i, n), target)
        elif f[at.FUSION] == PLAIN:
            loss += loss_value(f[at.LOSS], p, target, rates[f[at.OPERATIONS]])
    width, step = f[at.OUTPUT_WIDTH], f[at.OUTPUT_STRIDE]
    if not f[at.THRESHOLD]:
        hits = width * same_largest(a, f[at.OUTPUT], f[at.TARGET], step, width, rows)
    if f[at.FUSION] == FUSED_SOFTMAX:
        loss = softmax_loss(a, f[at.LOSS_VALUE], f[at.OUTPUT], f[at.TARGET], step, width, rows)
    totals[1] += hits / width
    totals[2] += errors / width
    return loss / width if f[at.MEAN] else loss


@piece
def loss_gradient(a, f, rates, rows, loss):
    """The gradient at the loss's slot; `loss` is the batch's, after a root. Uses what `measure` left."""
    apart()
    width, step = f[at.OUTPUT_WIDTH], f[at.OUTPUT_STRIDE]
    scale = 1.0 / (rows * width) if f[at.MEAN] else 1.0 / rows
    if f[at.ROOT]:
        scale = scale * 0.5 / loss if loss > 0.0 else 0.0
    scale = like(a, scale)
    if f[at.FUSION] == FUSED_SOFTMAX:
        softmax_difference(a, f[at.OUTPUT], f[at.TARGET], f[at.LOSS_GRADIENT], step, width, rows, scale)
        return
    count, n, stride, _, y, t, g = lines(a, f, rows)
    for line in range(count):
        i = line * stride
        p, target, gradient = view(a, y + i, n), view(a, t + i, n), view(a, g + i, n)
        if f[at.FUSION] == FUSED_SIGMOID:
            difference(p, target, gradient, scale)
        else:
            loss_slope(f[at.LOSS], p, target, gradient, scale, rates[f[at.OPERATIONS]])
    if width == 1:
        spread_column(a, g, rows, f[at.LOSS_GRADIENT], step)


@part
def descend(a, f, case, coefficients):
    """One step of the optimizer with its coefficients (9,)."""
    n = f[at.SIZE]
    c = (
        like(a, coefficients[0]),
        like(a, coefficients[1]),
        like(a, coefficients[2]),
        like(a, coefficients[3]),
        like(a, coefficients[4]),
        like(a, coefficients[5]),
        like(a, coefficients[6]),
        like(a, coefficients[7]),
        like(a, coefficients[8]),
    )
    w, g = view(a, f[at.PARAMETERS], n), view(a, f[at.GRADIENT], n)
    update(case, w, g, view(a, f[at.MEMORY_1], n), view(a, f[at.MEMORY_2], n), c)


@part
def infer(a, f, p, rates, x, first, rows):
    """Rows first : first + rows of x through the network, in inference mode."""
    take(a, x, f[at.INPUT_WIDTH], first, rows, f[at.INPUT], f[at.INPUT_STRIDE])
    forward(a, f, p, rates, rows, INFERENCE, np.uint64(0), np.int64(0))


@piece
def assess(a, f, p, rates, x, y, count, totals):
    """Totals over all `count` rows of a part, in inference mode."""
    apart()
    for i in range(totals.shape[0]):
        totals[i] = 0.0
    for first in range(0, count, f[at.CAPACITY]):
        rows = min(f[at.CAPACITY], count - first)
        infer(a, f, p, rates, x, first, rows)
        take(a, y, f[at.OUTPUT_WIDTH], first, rows, f[at.TARGET], f[at.OUTPUT_STRIDE])
        totals[0] += measure(a, f, rates, rows, totals)


@part
def slopes(a, f, p, rates, x, y, rows, totals):
    """The gradient of the first rows, without dropout; it stays in its place."""
    infer(a, f, p, rates, x, np.int64(0), rows)
    take(a, y, f[at.OUTPUT_WIDTH], np.int64(0), rows, f[at.TARGET], f[at.OUTPUT_STRIDE])
    loss = measure(a, f, rates, rows, totals) / rows
    loss_gradient(a, f, rates, rows, math.sqrt(loss) if f[at.ROOT] else loss)
    backward(a, f, p, rates, rows, INFERENCE, np.uint64(0), np.int64(0))


@part
def train_step(a, f, p, rates, data, order, first, rows, optimizer, coefficients, key, step, totals):
    """One step on the rows order[first : first + rows]; False, and nothing moved, where the loss is not finite."""
    gather(a, data[0], f[at.INPUT_WIDTH], order, first, rows, f[at.INPUT], f[at.INPUT_STRIDE])
    gather(a, data[1], f[at.OUTPUT_WIDTH], order, first, rows, f[at.TARGET], f[at.OUTPUT_STRIDE])
    forward(a, f, p, rates, rows, TRAINING, key, step)
    hits, errors = totals[1], totals[2]
    loss = measure(a, f, rates, rows, totals) / rows
    if f[at.ROOT]:
        loss = math.sqrt(loss)
    if not math.isfinite(loss):
        totals[1], totals[2] = hits, errors
        return False
    totals[0] += loss * rows
    loss_gradient(a, f, rates, rows, loss)
    backward(a, f, p, rates, rows, TRAINING, key, step)
    descend(a, f, optimizer, coefficients)
    return True


@part
def end_epoch(a, f, rates, ef, ep, data, settings, position, totals, row):
    """Close an epoch: its totals, and those of the other parts where they are due, into a row of Slice.rows."""
    position[run.EPOCH] += 1
    position[run.BATCH] = 0
    row[0], row[1] = position[run.EPOCH], position[run.STEP]
    for i in range(totals.shape[0]):
        row[2 + i], row[5 + i], row[8 + i] = totals[i], math.nan, math.nan
        totals[i] = 0.0
    if position[run.EPOCH] % settings[run.EVALUATE_EVERY] == 0:
        for part in range(1, 3):
            if settings[run.TRAIN + part]:
                totals_here = row[2 + 3 * part : 5 + 3 * part]
                assess(a, ef, ep, rates, data[2 * part], data[2 * part + 1], settings[run.TRAIN + part], totals_here)


@part
def train(a, rates, f, p, ef, ep, data, order, keys, settings, coefficients, position, totals, rows):
    """One step for each row of coefficients, across epochs, each of which fills a row of `rows`."""
    samples, size = settings[run.TRAIN], settings[run.BATCH_SIZE]
    batches = (samples + size - 1) // size
    position[run.DONE], position[run.ROWS], position[run.BAD] = 0, 0, 0
    for s in range(coefficients.shape[0]):
        if settings[run.SHUFFLE] and position[run.SHUFFLED] != position[run.EPOCH]:
            fill_order(order, keys[0], position[run.EPOCH])
            position[run.SHUFFLED] = position[run.EPOCH]
        first = position[run.BATCH] * size
        n = min(size, samples - first)
        step = position[run.STEP] + 1
        if not train_step(
            a, f, p, rates, data, order, first, n, settings[run.OPTIMIZER], coefficients[s], keys[1], step, totals
        ):
            position[run.BAD] = step
            return
        position[run.STEP] = step
        position[run.BATCH] += 1
        position[run.DONE] += 1
        if position[run.BATCH] == batches:
            end_epoch(a, f, rates, ef, ep, data, settings, position, totals, rows[position[run.ROWS]])
            position[run.ROWS] += 1
            if not sound(view(a, f[at.PARAMETERS], f[at.SIZE])):
                position[run.BAD] = -1
                return


@kernel
def serve(
    task, a, rates, f, p, ef, ep, data, order, keys, settings, coefficients, position, totals, rows, x, first, count
):
    """Python's one door: train, assess part `first`, infer `count` rows of x from `first` on, or take the gradient.

    `f` and `p` are facts and operations of the layout that trains, `ef` and `ep` of the one that evaluates. `data`
    holds x and y of every part; `coefficients` (steps, 9) and `rows` (epochs, 11) are those of a slice.
    """
    if task == run.TASK_TRAIN:
        train(a, rates, f, p, ef, ep, data, order, keys, settings, coefficients, position, totals, rows)
    elif task == run.TASK_ASSESS:
        assess(a, ef, ep, rates, data[2 * first], data[2 * first + 1], settings[run.TRAIN + first], totals)
    elif task == run.TASK_INFER:
        infer(a, ef, ep, rates, x, first, count)
    else:
        slopes(a, f, p, rates, data[0], data[1], count, totals)
