"""Numbers behind the instruments: what a step does, how healthy gradients are, what a layer makes of the data."""
