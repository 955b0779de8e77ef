"""What a person describes: architecture, data, training. Frozen values, plain enough for JSON."""
