"""JAX on the networks of the GPU benchmark, as tests.benchmarks.gpu_torch: all steps of a run in one jitted scan."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")

import jax
import jax.numpy as jnp

from tests.benchmarks.gpu_nets import RATE, Net
from tests.benchmarks.gpu_peers import Order, answer

PRECISIONS = {"fp32": "highest", "tf32": "tensorfloat32"}


def _product(math: str) -> Callable[[Any, Any], Any]:
    if math == "bf16":
        half = jnp.bfloat16
        return lambda x, w: jnp.matmul(x.astype(half), w.astype(half), preferred_element_type=jnp.float32)
    return lambda x, w: jnp.matmul(x, w, precision=PRECISIONS[math])


def _cost(net: Net, product: Callable[[Any, Any], Any], weights: Any, x: Any, y: Any) -> Any:
    hidden = jnp.tanh if net.hidden == "tanh" else jax.nn.relu
    for i, (w, b) in enumerate(weights):
        x = product(x, w) + b
        x = hidden(x) if i < len(weights) - 1 else x
    if net.regression:
        return ((x - y) ** 2).mean()
    return -(y * jax.nn.log_softmax(x)).sum(axis=1).mean()


def _moved(state: Any, slopes: Any) -> Any:
    weights, first, second, count = state
    count = count + 1
    scale = RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slopes)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slopes)
    weights = jax.tree.map(lambda w, m, v: w - scale * m / (jnp.sqrt(v) + 1e-8), weights, first, second)
    return weights, first, second, count


def prepare(net: Net, math: str, mode: str, order: Order) -> Callable[[], None]:
    product = _product(math)
    x, y = (jnp.asarray(array) for array in net.data())

    def train(state: Any, key: Any, x: Any, y: Any) -> Any:
        def step(state: Any, rows: Any) -> tuple[Any, None]:
            slopes = jax.grad(lambda weights: _cost(net, product, weights, x[rows], y[rows]))(state[0])
            return _moved(state, slopes), None

        keys = jax.random.split(key, -(-net.steps // net.batches))
        orders = jax.vmap(lambda one: jax.random.permutation(one, net.rows)[: net.batches * net.batch])(keys)
        return jax.lax.scan(step, state, orders.reshape(-1, net.batch)[: net.steps])[0]

    jitted = jax.jit(train, donate_argnums=0)
    weights = [(jnp.asarray(first), jnp.zeros(first.shape[1])) for first in net.weights()]
    nothing = [jax.tree.map(jnp.zeros_like, weights) for _ in range(2)]
    kept = [(weights, *nothing, jnp.zeros(())), jax.random.key(0)]

    def run() -> None:
        kept[1], key = jax.random.split(kept[1])
        kept[0] = jax.block_until_ready(jitted(kept[0], key, x, y))

    return run


if __name__ == "__main__":
    chosen = Order.read(sys.argv[1])
    if chosen.dry:
        jax.config.update("jax_platforms", "cpu")
    elif jax.default_backend() != "gpu":
        sys.exit(f"JAX does not see the GPU: it would run on {jax.default_backend()}")
    answer("jax", jax.__version__, prepare, chosen)
