"""Fail unless a wheel holds the seed files that git tracks, and their database. Usage: ... WHEEL"""

import subprocess
import sys
import zipfile

tracked = {
    path.removeprefix("data/")
    for path in subprocess.run(
        ["git", "ls-files", "data"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    if path.endswith((".yaml", ".schema.json"))
}
names = zipfile.ZipFile(sys.argv[1]).namelist()
shipped = {
    name.removeprefix("integration_db/data/")
    for name in names
    if name.startswith("integration_db/data/") and not name.endswith("/")
}
if tracked != shipped:
    sys.exit(f"the wheel and git differ in seed files: {sorted(tracked ^ shipped)[:10]}")
if "integration_db/database/shipped.sqlite" not in names:
    sys.exit("the wheel holds no database")
sys.stdout.write(f"the wheel holds the {len(shipped)} seed files that git tracks\n")
