"""The command line of integration-db; `main` is the console script."""

from .main import main

__all__ = ["main"]
