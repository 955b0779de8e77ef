"""The drawn network: a picture of the project that keeps nothing of its own, and the gestures that edit it."""
