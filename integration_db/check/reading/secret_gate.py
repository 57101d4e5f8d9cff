"""Where the cells of a list come in: nothing behind this gate has seen a secret of the list.

So no answer, message or page can hold one, whoever writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from integration_db.prediction.note import Note
from integration_db.sheets import Piece, Row, Run
from integration_db.text.secrets import masked, may_hold_secret, names_secret, that_may_hold_secrets
from integration_db.text.sentences import counted


class SecretGate:
    """Takes the secrets out of one list, and counts what it took.

    `columns` are the headings whose cells were emptied, `cells` counts others with a secret inside.
    """

    def __init__(self) -> None:
        self.columns: dict[str, None] = {}
        self.cells = 0

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what was taken out of the list so far."""
        notes = []
        if self.columns:
            named = ", ".join(map(repr, self.columns))
            whose = "column" if len(self.columns) == 1 else "columns"
            text = f"The cells of the {whose} {named} were left out: they look like secrets."
            notes.append(Note("secret_columns", text))
        if self.cells:
            text = f"Secrets were masked in {counted(self.cells, 'cell')}."
            notes.append(Note("secrets_masked", text))
        return tuple(notes)

    def piece(self, piece: Piece, header: Sequence[str], secrets: Collection[int]) -> Piece:
        """Return neighbouring rows without secrets; the cells in the columns `secrets` are empty.

        The lines of a run are left out where its cells were changed.
        """
        if not isinstance(piece, Run):
            return list(self._rows(piece, header, secrets))
        lines = piece.lines or list(map("\n".join, piece.cells))
        rows = range(len(lines)) if secrets else that_may_hold_secrets(lines)
        seen = {row: list(self._cells(piece.cells[row], header, secrets)) for row in rows}
        changed = {row: cells for row, cells in seen.items() if cells != piece.cells[row]}
        if not changed:
            return piece
        return Run(piece.first, [], [changed.get(n, row) for n, row in enumerate(piece.cells)])

    def record(self, record: Mapping[str, object], used: Collection[str]) -> dict[str, object]:
        """Return a record without secrets; headings of `used` are no secrets, whatever they say.

        Bytes become text. Raises `RecursionError` for a record that contains itself.
        """
        taken: dict[str, object] = {}
        for name, value in zip(headings_of(record), record.values(), strict=True):
            if name not in used and names_secret(name):
                if value:
                    self.columns.setdefault(name)
                taken[name] = None
            else:
                taken[name] = self._value(value)
        return taken

    def text(self, text: str) -> str:
        """Return a text without secrets."""
        seen = masked(text)
        self.cells += seen != text
        return seen

    def _rows(
        self, rows: Iterable[Row], header: Sequence[str], secrets: Collection[int]
    ) -> Iterator[Row]:
        for row in rows:
            cells = self._cells(row.cells, header, secrets)
            if row.merged:
                above = (
                    one._replace(text="" if one.column in secrets else self.text(one.text))
                    for one in row.merged
                )
                row = row._replace(merged=tuple(above))
            if row.problem is None:
                yield row if cells is row.cells else row._replace(cells=cells)
                continue
            if secrets:  # its columns may have shifted
                cells = [""] * len(cells)
            yield row._replace(cells=cells, problem=self.text(row.problem))

    def _cells(
        self, cells: Sequence[str], header: Sequence[str], secrets: Collection[int]
    ) -> Sequence[str]:
        """Return the cells of a row without secrets; the same ones if there are none."""
        taken = cells
        if may_hold_secret("\n".join(cells)):
            seen = [self.text(cell) for cell in cells]
            taken = seen if seen != list(cells) else cells
        if any(cells[n] for n in secrets):
            self.columns.update(dict.fromkeys(header[n] for n in secrets if cells[n]))
            taken = ["" if n in secrets else cell for n, cell in enumerate(taken)]
        return taken

    def _value(self, value: object) -> object:
        """Return a value of a record without secrets, however deep they are."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (bytes, bytearray)):
            return self.text(value.decode("utf-8", "replace"))
        if isinstance(value, Mapping):
            return self.record(value, ())
        if isinstance(value, (list, tuple)):
            return [self._value(one) for one in value]
        return value


def headings_of(record: Mapping[str, object]) -> tuple[str, ...]:
    """Return the headings of a record without secrets."""
    return tuple([masked(str(heading)) for heading in record])
