"""Run the command line as `python -m integration_db_cli`."""

from . import main

main(prog_name="integration-db")
