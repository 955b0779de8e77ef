"""What a machine needs before Glassnet runs; standard library only, because it runs before anything is installed."""
