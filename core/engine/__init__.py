"""Engines: the only code that runs kernels. `contract.py` says what one is; `reference.py` is the textbook."""
