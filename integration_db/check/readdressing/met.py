"""Which of many have an address that may be a given one, without a look at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from integration_db.check.reading.address import Address, ports_like


class Addresses:
    """Numbers of devices by an address of each."""

    def __init__(self, addressed: Iterable[tuple[int, Address]]) -> None:
        self._at: dict[str, dict[int | None, list[int]]] = defaultdict(dict)
        for number, address in addressed:
            self._at[address.host].setdefault(address.port, []).append(number)

    def that_may_be(self, address: Address) -> list[int]:
        """Return, in order, the numbers whose address leads to the same place, as far as known."""
        ports = self._at.get(address.host)
        if ports is None:
            return []
        like = ports if address.port is None else ports_like(address.port)
        return sorted(number for port in like for number in ports.get(port, ()))
