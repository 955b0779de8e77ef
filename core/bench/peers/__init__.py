"""Scripts that other programs run, with an interpreter of their own: each needs NumPy, its peer and nothing else."""
