"""One operation of the plan forward, and one backward: every primitive but ACTIVATE, whose formulas are dispatched.

Arguments are as in core.engine.kernels; `rate` is the operation's, `mode` one of core.plan.ops.
"""

from __future__ import annotations

import numpy as np

from core.engine import program as at
from core.engine.draws import dropout, dropout_back, noise
from core.engine.jit import part
from core.engine.kernels import add, add_back, copy, dense, dense_back, give, multiply, multiply_back, put, put_back
from core.engine.norms import batch_norm, batch_norm_back, layer_norm, layer_norm_back, prelu, prelu_back, remember
from core.engine.outputs import softmax, softmax_back
from core.engine.tiles import view
from core.plan import ops
from core.plan.ops import ADD, BATCH_NORM, COPY, DENSE, DROPOUT, LAYER_NORM, MULTIPLY, PRELU, SOFTMAX

INFERENCE, TRAINING, PROBE = np.int64(ops.INFERENCE), np.int64(ops.TRAINING), np.int64(ops.PROBE)


@part
def operate(a, f, p, i, rows, rate, mode, key, step):
    """The target's value."""
    code = p[i, at.CODE]
    if code == DENSE:
        dense(a, f, p, i, rows)
    elif code == SOFTMAX:
        softmax(a, p, i, rows)
    elif code == ADD:
        add(a, p, i, rows)
    elif code == MULTIPLY:
        multiply(a, p, i, rows)
    elif code == COPY:
        put(a, p, i, rows, p[i, at.CASE])
    elif code == PRELU:
        prelu(a, p, i, rows)
    elif code == BATCH_NORM:
        batch_norm(a, p, i, rows, rate, mode)
    elif code == LAYER_NORM:
        layer_norm(a, f, p, i, rows, rate)
    elif mode != TRAINING:
        copy(view(a, p[i, at.X], rows * p[i, at.YS]), view(a, p[i, at.Y], rows * p[i, at.YS]))
    elif code == DROPOUT:
        dropout(a, p, i, rows, rate, key, step)
    else:
        noise(a, p, i, rows, rate, key, step)


@part
def operate_back(a, f, p, i, rows, rate, mode, key, step):
    """Gradients of the operation's parameters and of its sources."""
    code = p[i, at.CODE]
    if code == DENSE:
        dense_back(a, f, p, i, rows)
    elif code == SOFTMAX:
        softmax_back(a, p, i, rows)
    elif code == ADD:
        add_back(a, p, i, rows)
    elif code == MULTIPLY:
        multiply_back(a, p, i, rows)
    elif code == COPY:
        put_back(a, p, i, rows, p[i, at.CASE])
    elif code == PRELU:
        prelu_back(a, p, i, rows)
    elif code == BATCH_NORM:
        batch_norm_back(a, p, i, rows)
    elif code == LAYER_NORM:
        layer_norm_back(a, f, p, i, rows)
    elif code == DROPOUT and mode == TRAINING:
        dropout_back(a, p, i, rows, rate, key, step)
    else:
        n = rows * p[i, at.YS]
        give(view(a, p[i, at.GY], n), view(a, p[i, at.GX], n), p[i, at.HOW])


@part
def remember_all(a, f, p, rates):
    """Move the running statistics of every norm over the batch."""
    for i in range(p.shape[0]):
        if p[i, at.CODE] == BATCH_NORM:
            remember(a, p, i, rates[f[at.OPERATIONS] + 2 + i])
