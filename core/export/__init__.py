"""What leaves the program: models, weights, pictures."""
