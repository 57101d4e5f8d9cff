"""Build (or find) the database of one seed folder. Usage: ... SEED CACHE"""

import sys
from pathlib import Path

from integration_db.storage import open_catalogue_database

if __name__ == "__main__":
    open_catalogue_database([Path(sys.argv[1])], cache_folder=Path(sys.argv[2])).close()
