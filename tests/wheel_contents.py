"""Fail unless a wheel holds exactly the seed files that git tracks. Usage: ... WHEEL"""

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
shipped = {
    name.removeprefix("integration_db/data/")
    for name in zipfile.ZipFile(sys.argv[1]).namelist()
    if name.startswith("integration_db/data/") and not name.endswith("/")
}
if tracked != shipped:
    sys.exit(f"the wheel and git differ in seed files: {sorted(tracked ^ shipped)[:10]}")
sys.stdout.write(f"the wheel holds the {len(shipped)} seed files that git tracks\n")
