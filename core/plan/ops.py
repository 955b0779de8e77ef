"""The closed list of primitives. Each has a forward and a backward rule in every engine.

DENSE     target = source @ weight + bias
ACTIVATE  target = f(source), elementwise; `argument` is the activation's place in its registry, `rate` its parameter
SOFTMAX   target = softmax(source), row by row
ADD       target = source + other
MULTIPLY  target = source * other
COPY      target[:, argument : argument + width(source)] = source
DROPOUT   target = source * mask / (1 - rate) while training, source otherwise; `argument` numbers the operation
"""

from __future__ import annotations

DENSE, ACTIVATE, SOFTMAX, ADD, MULTIPLY, COPY, DROPOUT = range(7)
NAMES = ("dense", "activate", "softmax", "add", "multiply", "copy", "dropout")

NOT_WANTED, WRITE, ACCUMULATE = range(3)
"""What the backward rule does with the gradient of a source: leave it out, write it, add to it."""

PLAIN, FUSED_SIGMOID, FUSED_SOFTMAX = range(3)
"""How the loss is taken: from the prediction, or from the sum z before sigmoid or softmax, whose gradient is a - t."""
