"""Products of makers of cameras that are none, told by how the maker names them."""

from __future__ import annotations

from collections.abc import Iterable

from integration_db.names.folding import exact_key
from integration_db.names.grammar import fits
from integration_db.names.index import Index, OtherKind
from integration_db.names.manufacturers import split_maker


def other_product(texts: Iterable[str], maker: int | None, index: Index) -> OtherKind | None:
    """Return what the first of some texts is that names a product of its maker and no camera.

    Without a maker, in a text or beside it, only names that no other maker's are built like tell.
    """
    for text in texts:
        readings = [(maker, text), *split_maker(exact_key(text), index)]
        for owner, name in readings:
            for one in index.other_products(owner):
                if fits(one.pattern, name):
                    return one.kind
    return None
