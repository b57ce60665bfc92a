"""Every other type that click has."""

import enum
import json

import click


class Level(enum.Enum):
    LOW = 1
    HIGH = 2


class Span(click.ParamType):
    name = "span"

    def convert(self, value, param, ctx):
        if not value.endswith("s"):
            self.fail(f"{value!r} has no unit", param, ctx)
        return value


@click.command()
@click.option("--id", "ident", type=click.UUID)
@click.option("--on", type=bool, default=True)
@click.option("--level", type=click.Choice(Level), default=Level.LOW)
@click.option("--at", type=click.DateTime())
@click.option("--clock", type=click.DateTime(["%H:%M"]))
@click.option("--pair", type=(str, int), multiple=True)
@click.option("--span", type=Span(), default="1s")
@click.option("--extra", type=json.loads)
@click.option("--user", default=lambda: "computed", show_default="current user")
@click.option("--ratio", type=float, required=True)
def main(**given):
    click.echo(json.dumps(given, default=str))


if __name__ == "__main__":
    main()
