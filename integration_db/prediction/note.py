"""A code and a sentence: what a prediction tells people beside its levels."""

from __future__ import annotations

from integration_db.named_tuple import NamedTuple
from integration_db.vocabulary import NoteCode


class Note(NamedTuple):
    """One finding: a stable code, and a sentence for people.

    One that keeps the recorder from an encrypted connection, or from the camera, is also said as
    a clause: as an `obstacle`.
    """

    code: NoteCode
    text: str
    obstacle: str | None = None

    def to_dict(self) -> dict[str, str]:
        """Return the object of the JSON promise."""
        return {"code": self.code, "text": self.text}
