"""Products of makers of cameras that are none, told by how the maker names them."""

from __future__ import annotations

from collections.abc import Iterable

from integration_db.names.folding import exact_key
from integration_db.names.grammar import fits
from integration_db.names.index import Index, OtherKind
from integration_db.names.manufacturers import split_maker


def other_product(texts: Iterable[str], maker: int | None, index: Index) -> OtherKind | None:
    """Return what the first of some texts is that names a product of its maker and no camera.

    A maker that one of the texts names is that of all; without any, only names tell that no other
    maker's are built like.
    """
    written = list(texts)
    makers: dict[int | None, None] = {} if maker is None else {maker: None}
    for text in tuple(written):
        for owner, rest in split_maker(exact_key(text), index):
            makers[owner] = None
            written.append(rest)
    known = [one for owner in makers or (None,) for one in index.other_products(owner)]
    return next((one.kind for text in written for one in known if fits(one.pattern, text)), None)
