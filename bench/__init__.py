"""The figures that the server is held to, each measured beside its floor in one run."""
