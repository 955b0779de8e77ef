"""Data sets as frozen arrays: reading them, splitting them, and preparing them for a network."""
