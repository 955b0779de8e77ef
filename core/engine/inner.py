"""Functions that only compiled code calls: translated for their callers, and no machine code is made of them alone.

Numba makes machine code of every function by itself and once more of what its callers took in, although only the
outermost is ever called: two thirds of the time to compile a hundred small functions. Here an inner function stays in
LLVM's language, as it was lowered, until the outermost one is made; that one is optimized as a whole, once.
"""

from __future__ import annotations

from typing import Any

from numba import _dynfunc
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder, _LowerResult
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering


class _Library(JITCodeLibrary):
    """A module that others link in."""

    def _optimize_final_module(self) -> None:
        """Left to the outermost function."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class _Lowering(NativeLowering):
    """Lowers a function and lets other functions call it."""

    _name = "inner_lowering"

    def run_pass(self, state: Any) -> bool:
        context = state.targetctx
        state.library = _Library(context.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        super().run_pass(state)
        made = state["cr"]
        name = made.fndesc.qualname.split(".")[-1]
        # What stands for the function in Numba's tables; it has no address.
        function = _dynfunc.make_function(made.fndesc.lookup_module(), name, "", 0, made.env, (state.library,))
        context.insert_user_function(function, made.fndesc, [state.library])
        state.reload_init.extend(state.library._reload_init)
        state["cr"] = _LowerResult(made.fndesc, made.call_helper, cfunc=function, env=made.env)
        return True


class Inner(CompilerBase):
    """The compiler of inner functions, for `pipeline_class`."""

    def define_pipelines(self) -> Any:
        pipeline = DefaultPassBuilder.define_nopython_pipeline(self.state)
        pipeline.add_pass_after(_Lowering, NativeLowering)
        pipeline.passes = [made for made in pipeline.passes if made[0] is not NativeLowering]
        pipeline.finalize()
        return [pipeline]
