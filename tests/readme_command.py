"""Print a command of the README: the set-up commands are run from there, not from a copy.

Usage: python3 tests/readme_command.py run|test
"""

import re
import sys
from pathlib import Path


def readme_commands(text: str) -> dict[str, str]:
    """Return the commands between `<!-- command: NAME -->` and the end of the next code block."""
    pattern = re.compile(r"<!-- command: (\w+) -->\s*```\w*\n(.*?)```", re.DOTALL)
    return {name: command.strip() for name, command in pattern.findall(text)}


if __name__ == "__main__":
    readme = Path(__file__).parent.parent / "README.md"
    sys.stdout.write(readme_commands(readme.read_text(encoding="utf-8"))[sys.argv[1]] + "\n")
