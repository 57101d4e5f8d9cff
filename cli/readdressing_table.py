"""The plan by which devices get new addresses, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from integration_db.check.readdressing.look import by_text
from integration_db.check.readdressing.readdressing import RULES
from integration_db.text.sentences import capital, sentence

from .answer_parts import heading
from .output import paragraph, say

if TYPE_CHECKING:
    from integration_db.check.readdressing.readdressing import MoveStep, Readdressing


def write_readdressing(plan: Readdressing, size: int, out: IO[str]) -> None:
    """Write what is to be known and looked at before, then the batches, step by step."""
    say("\n" + heading("Re-addressing"), out)
    if not plan.devices:
        say(paragraph(plan.sentence, size, first="  ", rest="    "), out)
        return
    for text in RULES:
        say(paragraph(text, size, first="  ", rest="    "), out)
    if plan.looks:
        say("\n" + heading("To look at before the move"), out)
    for text, looks in by_text(plan.looks):
        say(paragraph(text, size, first="  ", rest="    "), out)
        for look in looks:
            say(paragraph(look.whom, size, first="    ", rest="      "), out)
            if look.command:
                say(f"      {look.command}", out)
    for batch in plan.batches:
        say("\n" + heading(f"Batch {batch.number} of {len(plan.batches)}: {batch.title}"), out)
        for step in batch.steps:
            mark = f"{step.number:>3}. "
            rest = " " * len(mark)
            head = f"{step.device.called}, {step.start_words} to {step.to_words}."
            say(paragraph(head, size, first=mark, rest=rest), out)
            for text in _texts(step):
                say(paragraph(text, size, first=rest, rest=rest), out)


def _texts(step: MoveStep) -> Iterator[str]:
    """Yield what is to be known of a step; of a device that waits aside only once."""
    one = step.device
    if step.aside:
        yield step.after_words
        yield f"Recording: {step.recording_words}"
        yield f"Way back: {step.way_back.text}"
        return
    position = f"pos. {one.device.position}, " if one.device.position else ""
    lines = "" if not one.device.lines else "line " if len(one.device.lines) == 1 else "lines "
    about = f"{one.facts.about}; " if one.device.name else ""
    yield f"{sentence(f'{about}{position}{lines}{one.lines}')}"
    if one.facts.beside_words:
        yield capital(f"{one.facts.beside_words}.")
    yield from filter(None, (one.alone_words, one.entering_words))
    yield f"HTTPS today: {one.facts.connected_words}."
    yield f"Certificate: {one.facts.certificate_words}."
    yield f"Then: {one.after_words}"
    yield f"Recording {one.recording_words}."
    yield f"Way back: {step.way_back.text}"
    yield "Symbol ____ then ____ [ ] recorder [ ] DHCP [ ] firewall  By ________"
