"""What every command does with its arguments before it runs."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

import click


class _SaysOnce(click.Command):
    """Refuses an option that is said twice, where of two values only one would count."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises `click.UsageError` for what cannot be meant."""
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        for parameter, times in Counter(order).items():
            if isinstance(parameter, click.Option) and times > 1 and not _adds_up(parameter):
                names = " or ".join([*parameter.opts, *parameter.secondary_opts])
                raise click.UsageError(f"{names} is said {times} times: say it once", ctx)
        return super().parse_args(ctx, args)


def _adds_up(option: click.Option) -> bool:
    return option.multiple or option.count or option.is_eager


class Command(_SaysOnce):
    """A command."""


class CommandGroup(_SaysOnce, click.Group):
    """A command that has commands."""

    command_class = Command


command: Final = partial(click.command, cls=Command)
"""`click.command`, for a command of this kind."""
