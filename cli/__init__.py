"""The command line of integration-db; the console script is `__main__.run`."""

INTERRUPTED = 130  # imports nothing: until `__main__` is there, Ctrl+C would show a traceback
"""The exit code of a run that was ended with Ctrl+C."""
