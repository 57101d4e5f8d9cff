"""The command line of integration-db; the console script is `__main__.run`."""

from typing import Final

INTERRUPTED: Final = 130
"""The exit code of a run that was ended with Ctrl+C."""
