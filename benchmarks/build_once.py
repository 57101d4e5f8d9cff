"""Build (or find) the database of one seed folder. Usage: ... SEED CACHE

Prints the most memory in MB that the process had.
"""

import sys
from pathlib import Path

from benchmarks.measure import print_peak_memory
from integration_db.database.opening import open_catalogue_database

if __name__ == "__main__":
    open_catalogue_database([Path(sys.argv[1])], cache_folder=Path(sys.argv[2])).close()
    print_peak_memory()
