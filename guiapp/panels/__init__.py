"""One dock a file; only `main_window` knows which there are."""
