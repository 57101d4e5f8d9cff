"""Fail unless the files of a folder are together below so many MB. Usage: ... MB FOLDER"""

import sys
from pathlib import Path

size = sum(path.stat().st_size for path in Path(sys.argv[2]).rglob("*") if path.is_file()) / 1e6
sys.stdout.write(f"{size:.1f} MB, and at most {sys.argv[1]} are allowed\n")
sys.exit(size > float(sys.argv[1]))
