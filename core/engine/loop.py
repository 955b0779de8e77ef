"""The training loop: whole slices of steps in one call that holds no lock and allocates nothing.

dispatch.py compiles this text behind the dispatchers it writes, which take the place of the plain ones of
core.engine.cases.
"""

from __future__ import annotations

import math

import numpy as np

from core.engine import loop_places as run
from core.engine import outputs as out
from core.engine import program as at
from core.engine import team as crew
from core.engine.cases import activate, activate_back, loss_slope, loss_value, penalty_slope, update
from core.engine.draws import fill_order
from core.engine.elements import like, typed
from core.engine.holds import bound, clip, decay, fetch, switch_off, weigh
from core.engine.jit import apart, kernel, part, piece
from core.engine.kernels import clear_padding, sound, spread_column, take
from core.engine.operations import INFERENCE, PROBE, TRAINING, operate, operate_back, remember_all
from core.engine.products import SCRATCH, product_strip
from core.engine.tiles import view
from core.plan.ops import ACCUMULATE, ACTIVATE, FUSED_SIGMOID, FUSED_SOFTMAX, NOT_WANTED, PLAIN

ALL = np.int64(0)
"""Batches are measured from their first row on."""
MOVING = np.int64(3)
"""A kind of work on the board, besides those of products."""


@piece
def forward(a, f, p, rates, rows, mode, key, step):
    """Values of every slot from the input rows on."""
    apart()
    for i in range(p.shape[0]):
        if p[i, at.CODE] == ACTIVATE:
            n = rows * p[i, at.YS]
            activate(p[i, at.CASE], view(a, p[i, at.X], n), view(a, p[i, at.Y], n), rates[i])
        else:
            operate(a, f, p, i, rows, rates[i], mode, key, step)
        if p[i, at.CLEAR]:
            clear_padding(a, p[i, at.Y], p[i, at.YS], p[i, at.YW], rows)


@piece
def backward(a, f, p, rates, rows, mode, key, step):
    """Gradients of the parameters from the gradient at the loss's slot."""
    apart()
    for i in range(p.shape[0] - 1, -1, -1):
        if not p[i, at.BACK]:
            continue
        if p[i, at.CODE] != ACTIVATE:
            operate_back(a, f, p, i, rows, rates[i], mode, key, step)
        elif p[i, at.HOW] != NOT_WANTED:
            n = rows * p[i, at.YS]
            z, y = view(a, p[i, at.X], n), view(a, p[i, at.Y], n)
            g, gz = view(a, p[i, at.GY], n), view(a, p[i, at.GX], n)
            activate_back(p[i, at.CASE], z, y, g, gz, rates[i], p[i, at.HOW] == ACCUMULATE)


@piece
def measure(a, f, rates, first, rows, totals):
    """Adds answers of rows first : first + rows to the totals and gives the sum of their losses, before a root."""
    apart()
    out.fill_lines(a, f, first, rows)
    count, n, stride, z, y, t, _ = out.lines(a, f, first, rows)
    loss, hits, errors = 0.0, 0, 0.0
    for line in range(count):
        i = line * stride
        p, target = view(a, y + i, n), view(a, t + i, n)
        errors += out.squares(p, target)
        if f[at.THRESHOLD]:
            hits += out.agreements(p, target, np.float32(rates[f[at.OPERATIONS] + 1]))
        if f[at.FUSION] == FUSED_SIGMOID:
            loss += out.sigmoid_loss(view(a, z + i, n), target)
        elif f[at.FUSION] == PLAIN:
            loss += loss_value(f[at.LOSS], p, target, rates[f[at.OPERATIONS]])
    width, step = f[at.OUTPUT_WIDTH], f[at.OUTPUT_STRIDE]
    if not f[at.THRESHOLD]:
        skip = first * step
        hits = width * out.same_largest(a, f[at.OUTPUT] + skip, f[at.TARGET] + skip, step, width, rows)
    if f[at.FUSION] == FUSED_SOFTMAX:
        skip = first * step
        loss = out.softmax_loss(a, f[at.LOSS_VALUE] + skip, f[at.OUTPUT] + skip, f[at.TARGET] + skip, step, width, rows)
    totals[1] += hits / width
    totals[2] += errors / width
    return loss / width if f[at.MEAN] else loss


@part
def batch_loss(a, f, rates, rows, totals):
    """The loss of a batch, after a root; adds its answers to the totals."""
    loss = 0.0
    if f[at.WEIGHTED]:
        for r in range(rows):
            loss += np.float64(a[f[at.FACTORS] + r]) * measure(a, f, rates, r, np.int64(1), totals)
        out.fill_lines(a, f, ALL, rows)
    else:
        loss = measure(a, f, rates, ALL, rows, totals)
    return math.sqrt(loss / rows) if f[at.ROOT] else loss / rows


@part
def loss_gradient(a, f, rates, rows, loss):
    """The gradient of the batch's loss, which `batch_loss` gave."""
    plain_gradient(a, f, rates, rows, loss)
    if f[at.WEIGHTED]:
        weigh(a, f, rows)


@piece
def plain_gradient(a, f, rates, rows, loss):
    """The gradient at the loss's slot; `loss` is the batch's, after a root. Uses what `measure` left."""
    apart()
    width, step = f[at.OUTPUT_WIDTH], f[at.OUTPUT_STRIDE]
    scale = 1.0 / (rows * width) if f[at.MEAN] else 1.0 / rows
    if f[at.ROOT]:
        scale = scale * 0.5 / loss if loss > 0.0 else 0.0
    scale = like(a, scale)
    if f[at.FUSION] == FUSED_SOFTMAX:
        out.softmax_difference(a, f[at.OUTPUT], f[at.TARGET], f[at.LOSS_GRADIENT], step, width, rows, scale)
        return
    count, n, stride, _, y, t, g = out.lines(a, f, ALL, rows)
    for line in range(count):
        i = line * stride
        p, target, gradient = view(a, y + i, n), view(a, t + i, n), view(a, g + i, n)
        if f[at.FUSION] == FUSED_SIGMOID:
            out.difference(p, target, gradient, scale)
        else:
            loss_slope(f[at.LOSS], p, target, gradient, scale, rates[f[at.OPERATIONS]])
    if width == 1:
        spread_column(a, g, rows, f[at.LOSS_GRADIENT], step)


@part
def pull(a, f, pulls, tugs):
    """Add the penalties' slopes to the gradient."""
    for j in range(pulls.shape[0]):
        if tugs[j + 1, run.PULL_C0] != 0.0 or tugs[j + 1, run.PULL_C1] != 0.0:
            c0, c1 = like(a, tugs[j + 1, run.PULL_C0]), like(a, tugs[j + 1, run.PULL_C1])
            for r in range(pulls[j, run.PULL_ROWS]):
                first, n = pulls[j, run.PULL_AT] + r * pulls[j, run.PULL_STRIDE], pulls[j, run.PULL_WIDTH]
                w, g = view(a, f[at.PARAMETERS] + first, n), view(a, f[at.GRADIENT] + first, n)
                penalty_slope(pulls[j, run.PULL_CASE], w, g, c0, c1)


@part
def move(a, f, case, coefficients, strip):
    """One step of the optimizer, with its coefficients (9 or more), for a strip of the trained parameters."""
    first = strip * crew.STRIP
    n = min(np.int64(crew.STRIP), f[at.TRAINED] - first)
    w, g = view(a, f[at.PARAMETERS] + first, n), view(a, f[at.GRADIENT] + first, n)
    update(case, w, g, view(a, f[at.MEMORY_1] + first, n), view(a, f[at.MEMORY_2] + first, n), typed(a, coefficients))


@part
def descend(a, f, rates, case, coefficients):
    """One step of the optimizer for all trained parameters, with the team where they are many."""
    strips, team = (f[at.TRAINED] + crew.STRIP - 1) // crew.STRIP, f[at.BOARD]
    if team == 0 or f[at.TRAINED] < crew.LARGE_STEP:
        for strip in range(strips):
            move(a, f, case, coefficients, strip)
        return
    told = rates[rates.shape[0] - run.RATE :]
    for i in range(run.RATE):
        told[i] = coefficients[i]
    crew.open_work(team, MOVING, strips)
    work_along(a, f, rates, case, f[at.AID])
    crew.await_all(team, strips)


@piece
def work_along(a, f, rates, case, scratch):
    """Strips of the work that is open, until none is left."""
    apart()
    team, told = f[at.BOARD], rates[rates.shape[0] - run.RATE :]
    strip = crew.draw(team)
    while strip >= 0:
        if crew.read(team + crew.WORK) == MOVING:
            move(a, f, case, told, strip)
        else:
            product_strip(a, team, strip, scratch)
        crew.add(team + crew.DONE, np.int64(1))
        strip = crew.draw(team)


@part
def help_out(a, f, rates, case, who):
    """A helper's life: whatever work is opened, until the slice is over."""
    known = crew.await_work(f[at.BOARD], np.int64(0))
    while known >= 0:
        work_along(a, f, rates, case, f[at.AID] + who * SCRATCH)
        known = crew.await_work(f[at.BOARD], known)


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
        totals[0] += measure(a, f, rates, ALL, rows, totals)


@part
def slopes(a, f, p, rates, data, order, rows, totals, pulls, tugs, off):
    """The gradient of the rows order[:rows] with that of the penalties; it stays in its place."""
    fetch(a, f, data, order, ALL, rows)
    forward(a, f, p, rates, rows, PROBE, np.uint64(0), np.int64(0))
    loss_gradient(a, f, rates, rows, batch_loss(a, f, rates, rows, totals))
    backward(a, f, p, rates, rows, PROBE, np.uint64(0), np.int64(0))
    pull(a, f, pulls, tugs)
    switch_off(a, f[at.GRADIENT], off)


@part
def train_step(a, f, p, rates, data, order, first, rows, optimizer, coefficients, key, step, totals, pulls, tugs, off):
    """One step on the rows order[first : first + rows]; False, and nothing moved, where the loss is not finite."""
    fetch(a, f, data, order, first, rows)
    forward(a, f, p, rates, rows, TRAINING, key, step)
    hits, errors = totals[1], totals[2]
    loss = batch_loss(a, f, rates, rows, totals)
    if not math.isfinite(loss):
        totals[1], totals[2] = hits, errors
        return False
    totals[0] += loss * rows
    loss_gradient(a, f, rates, rows, loss)
    backward(a, f, p, rates, rows, TRAINING, key, step)
    if f[at.REMEMBERS]:
        remember_all(a, f, p, rates)
    pull(a, f, pulls, tugs)
    switch_off(a, f[at.GRADIENT], off)
    clip(a, f, tugs)
    decay(a, f, pulls, tugs, coefficients[run.RATE])
    descend(a, f, rates, optimizer, coefficients)
    bound(a, f, pulls, tugs)
    switch_off(a, f[at.PARAMETERS], off)
    coefficients[run.LOSS] = loss
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
def train(a, rates, f, p, ef, ep, data, order, keys, settings, coefficients, position, totals, rows, pulls, tugs):
    """One step for each row of coefficients, across epochs, each of which fills a row of `rows`."""
    samples, size = settings[run.TRAIN], settings[run.BATCH_SIZE]
    batches, off = (samples + size - 1) // size, settings[run.SETTINGS :]
    position[run.DONE], position[run.ROWS], position[run.BAD] = 0, 0, 0
    for s in range(coefficients.shape[0]):
        if settings[run.SHUFFLE] and position[run.SHUFFLED] != position[run.EPOCH]:
            fill_order(order, keys[0], position[run.EPOCH])
            position[run.SHUFFLED] = position[run.EPOCH]
        first = position[run.BATCH] * size
        n = min(size, samples - first)
        step = position[run.STEP] + 1
        case, c = settings[run.OPTIMIZER], coefficients[s]
        if not train_step(a, f, p, rates, data, order, first, n, case, c, keys[1], step, totals, pulls, tugs, off):
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
    task,
    a,
    rates,
    f,
    p,
    ef,
    ep,
    data,
    order,
    keys,
    settings,
    coefficients,
    position,
    totals,
    rows,
    x,
    first,
    count,
    pulls,
    tugs,
):
    """Python's one door: train, assess part `first`, infer `count` rows of x from `first` on, take the gradient, or
    help (as helper number `first`) another thread that trains.

    `f` and `p` are facts and operations of the layout that trains, `ef` and `ep` of the one that evaluates. `data`
    holds x and y of every part, then the factors of the training rows; `coefficients` (steps, 11) and `rows`
    (epochs, 11) are those of a slice; `pulls` and `tugs` are told of in core.engine.holds.
    """
    if task == run.TASK_TRAIN:
        train(a, rates, f, p, ef, ep, data, order, keys, settings, coefficients, position, totals, rows, pulls, tugs)
    elif task == run.TASK_ASSESS:
        assess(a, ef, ep, rates, data[2 * first], data[2 * first + 1], settings[run.TRAIN + first], totals)
    elif task == run.TASK_INFER:
        infer(a, ef, ep, rates, x, first, count)
    elif task == run.TASK_HELP:
        help_out(a, f, rates, settings[run.OPTIMIZER], first)
    else:
        slopes(a, f, p, rates, data, order, count, totals, pulls, tugs, settings[run.SETTINGS :])
