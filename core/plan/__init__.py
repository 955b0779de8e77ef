"""A network as flat integer arrays: what every engine runs."""
