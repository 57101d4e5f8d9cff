"""A prediction with what stands beside it: the unit that it replaces, the recorder's plugins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from integration_db.catalog.answer import Answer
from integration_db.errors import UsageError
from integration_db.named_tuple import NamedTuple
from integration_db.text.sentences import spoken_range
from integration_db.vocabulary import NO_RECORDER

if TYPE_CHECKING:
    from integration_db.catalog.catalog import Catalog
    from integration_db.catalog.peers import Peers
    from integration_db.catalog.swap import Swap


class Predicted(NamedTuple):
    """An answer; the swap where a unit is replaced, the answers through each plugin, the peers.

    Plugins are there where a recorder was named and no plugin, peers where a value is unknown.
    """

    answer: Answer
    swap: Swap | None
    plugins: tuple[Answer, ...]
    peers: tuple[Peers, ...]

    @property
    def differing_plugins(self) -> tuple[Answer, ...]:
        """Return the answers through each plugin where they do not all come to the same."""
        levels = {one.prediction.after.levels for one in self.plugins if one.prediction}
        return self.plugins if len(levels) > 1 else ()

    def to_dict(self) -> dict[str, object]:
        """Return the object of the JSON promise."""
        written = self.answer.to_dict()
        if self.swap is not None:
            written["replaces"] = self.swap.to_dict()
        if self.plugins:
            written["plugins"] = [
                {"plugin": one.question.plugin_name, "verdict": one.verdict.to_dict()}
                for one in self.plugins
                if one.verdict is not None
            ]
        written["peers"] = peers_written(self.peers)
        return written


def peers_written(peers: Iterable[Peers]) -> dict[str, object]:
    """Return peers as the object of the JSON promise."""
    return {one.capability.name: one.to_dict() for one in peers}


def predicted(
    catalog: Catalog,
    model: str,
    *,
    replaces: str | None = None,
    by_plugin: bool = True,
    **options: Any,
) -> Predicted:
    """Return a prediction with what stands beside it; options as for `Catalog.predict`.

    `replaces` is the firmware of a unit that this one is put in place of. Whoever asks a thousand
    questions has no use for each of them `by_plugin`. Raises as `Catalog.predict` does, and
    `UsageError` where `replaces` is no firmware that a unit of this model can have.
    """
    answer = catalog.predict(model, **options)
    swap = None
    if replaces is not None:
        before = {**options, "firmware": replaces}
        from integration_db.catalog.swap import Swap

        swap = Swap(_of_a_unit(catalog.predict(model, **before)), answer)
    plugins: tuple[Answer, ...] = ()
    named = options.get("recorder") not in (None, NO_RECORDER)
    if by_plugin and named and options.get("plugin") is None:
        plugins = catalog.by_plugin(model, **options)
    return Predicted(answer, swap, plugins, catalog.peers(answer))


def _of_a_unit(answer: Answer) -> Answer:
    """Return the answer for a unit that is replaced. Raises `UsageError` where none can be it."""
    question = answer.question
    firmware, said = question.firmware, question.firmware_said
    if firmware is None:
        why = "that is no version"
    elif firmware.lineage is None:
        why = firmware.reason or "that is no version"
    elif not answer.cells:
        line = answer.dossier.span.line_of(firmware.lineage)
        why = f"it runs {spoken_range(line.clauses) if line else 'other firmware'} and never that"
    else:
        return answer
    raise UsageError(
        f"replaces {said!r}: {why}; it takes the firmware of a unit of {question.camera_name}",
        code="bad-value",
        option="replaces",
    )
