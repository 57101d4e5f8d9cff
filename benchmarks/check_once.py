"""Check one list with the command. Usage: ... DATABASE LIST TARGET

Prints the most memory in MB that the process had, as Linux counted it.
"""

import re
import sys
from contextlib import suppress
from pathlib import Path

from integration_db_cli.main import main

if __name__ == "__main__":
    database, source, target = sys.argv[1:]
    with suppress(SystemExit):  # 1 where not every line reaches the requirement
        main(["--database", database, "check", source, "-o", target, "--force"])
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        print(int(kilobytes[1]) / 1024 if kilobytes else "")
