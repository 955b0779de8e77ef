"""The CUDA engine: kernels written for one plan, in a persistent block or as a graph of launches."""
