"""Check one list with the command. Usage: ... DATABASE LIST TARGET

Prints the most memory in MB that the process had.
"""

import sys
from contextlib import suppress

from integration_db_cli.main import main

from benchmarks.measure import print_peak_memory

if __name__ == "__main__":
    database, source, target = sys.argv[1:]
    with suppress(SystemExit):  # 1 where not every line reaches the requirement
        main(["--database", database, "check", source, "-o", target, "--force"])
    print_peak_memory()
