"""The closed list of primitives. Each has a forward and a backward rule in every engine.

DENSE     target = source @ weight + bias
ACTIVATE  target = f(source), elementwise; `argument` is the activation's place in its registry, `rate` its parameter
SOFTMAX   target = softmax(source), row by row
ADD       target = source + other
MULTIPLY  target = source * other
COPY      target[:, argument : argument + width(source)] = source
DROPOUT   target = source * mask / (1 - rate) while training, source otherwise; `argument` numbers the operation
PRELU     target = source where it is above 0, source * slope elsewhere; `weight` is the slope, one for each column
BATCH_NORM target = (source - mean) / sqrt(variance + rate) * scale + shift with mean and (biased) variance of every
          column over the batch; in inference with those remembered at `mean` and `variance`, of which a step keeps the
          share `keep`; `weight` is the scale and `bias` the shift
LAYER_NORM the same with mean and variance of every row, in every mode; nothing is remembered
NOISE     target = source + rate * normal numbers while training, source otherwise; `argument` as for DROPOUT
"""

from __future__ import annotations

DENSE, ACTIVATE, SOFTMAX, ADD, MULTIPLY, COPY, DROPOUT, PRELU, BATCH_NORM, LAYER_NORM, NOISE = range(11)
NAMES = (
    "dense", "activate", "softmax", "add", "multiply", "copy", "dropout", "prelu", "batch_norm", "layer_norm", "noise",
)  # fmt: skip

LEARNING = (DENSE, PRELU, BATCH_NORM, LAYER_NORM)
"""Those with parameters."""

INFERENCE, TRAINING, PROBE = range(3)
"""Modes of a forward pass. Training draws dropout and noise and takes a batch's own statistics, which the step then
remembers; a probe takes them too but draws and remembers nothing; inference takes the remembered ones."""

NOT_WANTED, WRITE, ACCUMULATE = range(3)
"""What the backward rule does with the gradient of a source: leave it out, write it, add to it."""

PLAIN, FUSED_SIGMOID, FUSED_SOFTMAX = range(3)
"""How the loss is taken: from the prediction, or from the sum z before sigmoid or softmax, whose gradient is a - t."""
