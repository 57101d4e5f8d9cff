"""Build (or find) the database of one seed folder. Usage: ... SEED CACHE

Prints the most memory in MB that the process had, as Linux counted it.
"""

import re
import sys
from pathlib import Path

from integration_db.database.opening import open_catalogue_database

if __name__ == "__main__":
    open_catalogue_database([Path(sys.argv[1])], cache_folder=Path(sys.argv[2])).close()
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        print(int(kilobytes[1]) / 1024 if kilobytes else "")
