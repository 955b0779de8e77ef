"""Numbers too small for their type are taken as zero while the kernels run.

An optimizer's averages fade into such numbers when a network has learned its data, and a processor computes with each
of them a hundred times slower than with others.
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
