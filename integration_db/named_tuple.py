"""`typing.NamedTuple` for programs that start often: the same tuples, at a tenth of the cost.

`typing` compiles code for every class and every annotation when it is declared. A cold look-up
declares some seventy classes, which took an eighth of the whole process. Here nothing is compiled:
one set of accessors and one constructor serve all classes. Type checkers see that of `typing`.
"""

from __future__ import annotations

from collections import namedtuple
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    _MOST_FIELDS = 24
    # An accessor knows the position of its value and nothing else of the class it is in.
    _Widest = namedtuple("_Widest", [f"field{position}" for position in range(_MOST_FIELDS)])
    _ACCESSORS = [vars(_Widest)[field] for field in _Widest._fields]
    _tuple_of = tuple.__new__

    class _Declared(type):
        """The class of these classes: reads the fields of each from its annotations."""

        def __new__(meta, name, bases, body):
            return super().__new__(meta, name, bases, {"__slots__": (), **body})

        def __init__(cls, name, bases, body):
            super().__init__(name, bases, body)
            fields = tuple(cls.__annotations__)
            if fields:
                cls._fields = cls.__match_args__ = fields
                cls._field_defaults = {field: body[field] for field in fields if field in body}
                cls._defaults = tuple(cls._field_defaults.values())
                for field, accessor in zip(fields, _ACCESSORS[: len(fields)], strict=True):
                    setattr(cls, field, accessor)

    class NamedTuple(tuple, metaclass=_Declared):
        """A tuple whose values have names, as the documentation of `typing.NamedTuple` says."""

        def __new__(cls, *values, **named):
            """Take the values in the order of the fields, or by name."""
            missing = len(cls._fields) - len(values)
            if not named and 0 < missing <= len(cls._defaults):
                values += cls._defaults[-missing:]
            elif named or missing:
                values = _completed(cls, values, named)
            return _tuple_of(cls, values)

        # From one value for each field, in their order: several times faster, and not counted.
        _make = classmethod(_tuple_of)

        def _replace(self, **changes):
            values = map(changes.pop, self._fields, self)
            made = _tuple_of(type(self), values)
            if changes:
                raise ValueError(f"{type(self).__name__} has no {', '.join(changes)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            values = [f"{name}={value!r}" for name, value in self._asdict().items()]
            return f"{type(self).__name__}({', '.join(values)})"

    def _completed(cls, values, named):
        """Return a value for each field. Raises `TypeError` for a call that does not fit."""
        defaults, left = cls._field_defaults, dict(named)
        rest = cls._fields[len(values) :]
        with suppress(KeyError):
            found = [left.pop(field) if field in left else defaults[field] for field in rest]
            if not left and len(values) <= len(cls._fields):
                return [*values, *found]
        # It does not fit: the standard library finds the words.
        standard = namedtuple(cls.__name__, cls._fields, defaults=cls._defaults)
        return standard(*values, **named)


__all__ = ["NamedTuple"]
