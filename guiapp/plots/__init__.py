"""Plain widgets that draw NumPy arrays; they know nothing of sessions or engines."""
