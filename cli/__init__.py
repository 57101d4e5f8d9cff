"""The command line of integration-db; the console script is `__main__.run`."""
