"""`python -m core`, and the entry point of the command `glassnet`."""

from __future__ import annotations

import sys

from core.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
