"""Whatever bytes a file holds, the loader answers with a record or with problems."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from integration_db.errors import FileProblems
from integration_db.seed import reading

PIECES = st.sampled_from(
    [
        *("manufacturer: A\n", "series: B\n", "models:\n", "  - name: X\n", "    statements:\n"),
        *("      - firmware: '1'\n", "https_support: yes\n", "source: a\n", "grade: lab_test\n"),
        *("- ", "? ", ": ", "[", "]", "{", "}", ", ", "&a ", "*a", "!!x ", "'", '"', "|\n", "#"),
        *("\n", "  ", "\t", "\r", "%", "---\n", "...\n", "~", "1.10", "0x1", "\\", "é", "\u2028"),
    ]
)


def check(data: bytes) -> None:
    for path in ("cameras/a/b.yaml", "recorders/a.yaml", "sources.yaml", "manufacturers/a.yaml"):
        try:
            reading.parse(path, path, data)
        except FileProblems as refused:
            problems = refused.problems
        else:
            continue
        assert problems
        assert all(problem.code and problem.message for problem in problems)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_record_or_problems(data: bytes) -> None:
    check(data)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_text_that_is_nearly_a_seed_gives_a_record_or_problems(pieces: list[str]) -> None:
    check("".join(pieces).encode())
