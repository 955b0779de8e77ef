"""The tests of Glassnet: they mirror `core/` and `guiapp/`."""
