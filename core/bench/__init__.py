"""Speed, measured through the same training loop as everything else."""
