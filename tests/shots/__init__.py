"""Pictures of the window, for looking at: `make shots`."""
