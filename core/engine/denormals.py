"""Numbers too small for their type are taken as zero while the kernels run.

An optimizer's averages fade into such numbers when a network has learned its data, and a processor computes with each
of them a hundred times slower than with others.

What is flushed, precisely, on x86, where the control register's bits FTZ and DAZ are set:
- A result of arithmetic (sums, products, multiply-adds, quotients, roots, conversions, the larger of two, so a relu)
  below 2^-126 (1.18e-38) in size becomes a zero of its sign; in double precision (totals of losses, formulas without a
  fast32 one) below 2^-1022.
- An operand below that counts as such a zero. Comparisons too: of 1e-40, z > 0 is false, so its relu's slope is 0.
- Only inside `loop.serve`, for all of its tasks (training, evaluation, prediction, gradients), and only in the thread
  that called it; on the way out the register is what it was before.

What is not flushed:
- What is merely moved: data taken in, copies, concat. A weight written as 1e-40 is read back as 1e-40
  until a step of the optimizer computes with it (and makes it 0). Bits, integers, NaN and infinity are never touched.
- Everything Python does outside `serve`: reading weights, norms of gradients, scaling, metrics made of totals.
- The NumPy engine, the twins that run when the compiler is off, and every processor other than x86: they compute with
  such numbers as IEEE 754 says, so that engines may differ by up to 1.18e-38 in an operation.
"""

from __future__ import annotations

from typing import Any

from llvmlite import binding, ir
from numba import types
from numba.core import cgutils

from core.engine.jit import vector

_X86 = binding.get_process_triple().split("-")[0] in ("x86_64", "amd64", "i686")
_FLUSH = 0x8040
"""The bits of x86's control register for vectors: results and operands too small are zero."""


def _control(builder: Any, name: str, register: Any) -> None:
    """Store or load the control register at a pointer."""
    pointer = ir.IntType(8).as_pointer()
    signature = ir.FunctionType(ir.VoidType(), [pointer])
    function = cgutils.get_or_insert_function(builder.module, signature, f"llvm.x86.sse.{name}")
    builder.call(function, [builder.bitcast(register, pointer)])


def _flush_twin():
    return 0


@vector(_flush_twin)
def flush_small_numbers(typing):
    """Begin; returns what `restore_small_numbers` needs. Processors other than x86 need no help."""

    def build(context, b, signature, arguments):
        register = cgutils.alloca_once(b, ir.IntType(32))
        if _X86:
            _control(b, "stmxcsr", register)
        before = b.load(register)
        if _X86:
            b.store(b.or_(before, ir.Constant(ir.IntType(32), _FLUSH)), register)
            _control(b, "ldmxcsr", register)
        return before

    return types.int32(), build


def _restore_twin(before):
    return None


@vector(_restore_twin)
def restore_small_numbers(typing, before):
    """End."""

    def build(context, b, signature, arguments):
        if _X86:
            _control(b, "ldmxcsr", cgutils.alloca_once_value(b, arguments[0]))
        return context.get_dummy_value()

    return types.void(types.int32), build
