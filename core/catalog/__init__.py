"""Everything a project can name: activations, losses, optimizers, layers, data sets and the rest, one entry in
one place."""
