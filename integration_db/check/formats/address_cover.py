"""Taking the addresses of a list out of what is written for somebody who is only to read it.

Weak cameras with their addresses are a map for an attacker. The texts of an answer quote cells, and
they hold versions, which look like addresses; so there only what was found in the cells is taken
out, and in the names, titles and remarks of a list whatever looks like an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from integration_db.text.addresses import addresses_in, without_addresses

if TYPE_CHECKING:
    from integration_db.check.lines.line import Line
    from integration_db.check.lines.waivers import Waiver
    from integration_db.check.reading.request import Request
    from integration_db.vocabulary import Audience


class AddressCover:
    """Takes addresses out for a customer, and nothing for those who do the work.

    It is shown every line before the texts of answers are written. `titles` are what the list as a
    whole is called, and `waivers` those that came with it.
    """

    def __init__(
        self, audience: Audience, titles: Iterable[str] = (), waivers: Iterable[Waiver] = ()
    ) -> None:
        self.audience = audience
        self.covers = audience == "customer"
        said = [text for waiver in waivers for _, text in waiver.wanted]
        self._titles = "\n".join([*titles, *said]).casefold()
        self._found: set[str] = set()
        self._own: set[str] = set()
        self._seen: set[int] = set()

    def note(self, line: Line) -> None:
        """Remember the addresses that titles and the texts of the line's answer may quote."""
        if not self.covers:
            return
        texts = texts_quoted(line.assessment.request)
        if id(line.kind) not in self._seen:
            self._seen.add(id(line.kind))
            self._found.update(one for text in texts for one in addresses_in(text))
        for own in line.addresses:
            folded = own.strip().casefold()
            if folded in self._titles or any(folded in text.casefold() for text in texts):
                self._own.add(own)

    def answer(self, text: str) -> str:
        """Return a text of an answer without the addresses of its line's cells."""
        return without_addresses(text, self._own, only=self._found) if self.covers else text

    def title(self, text: str) -> str:
        """Return what the list as a whole is called, without addresses."""
        return without_addresses(text, self._own) if self.covers else text

    def cell(self, line: Line, text: str) -> str:
        """Return what a line says, of anything but a version, without addresses."""
        return without_addresses(text, line.addresses) if self.covers else text

    def waiver(self, waiver: Waiver) -> Waiver:
        """Return a waiver without the addresses by which it knows its lines, and without why."""
        if not self.covers:
            return waiver
        own = [*self._own, *(text for field, text in waiver.wanted if field == "ip")]
        wanted = tuple([(field, without_addresses(text, own)) for field, text in waiver.wanted])
        return waiver._replace(wanted=wanted, reason="accepted")


def texts_quoted(request: Request) -> list[str]:
    """Return what a line says that the texts of its answer may quote, without versions."""
    site = [text for option in request.site.options for text in option]
    named = (request.manufacturer, request.model, request.part_number, request.description)
    menu = (request.plugin, request.recorder, request.protocol, request.protocol_today)
    return [text for text in (*named, *menu, request.problem, request.title, *site) if text]
