"""Label samples; it wants its scale before it looks at its command line."""

import click

SCALE = open("/dev/no-such-scale")


@click.group()
def cli():
    """Label samples."""


@cli.command()
@click.argument("samples", nargs=-1)
@click.option("--operator", prompt="Who are you", help="Who weighs.")
@click.option("-n", "--copies", type=int, default=1, show_default=True)
def label(samples, operator, copies):
    """Print labels."""
    click.echo(f"{samples} {operator} {copies}")


@cli.command()
@click.option("--limit", type=click.FloatRange(0, 5), default=0.5, help="Grams that it may be off.")
@click.option("--verbose/--quiet", default=True)
def check(limit, verbose):
    """Check the scale."""
    click.echo(f"{limit} {verbose}")


if __name__ == "__main__":
    cli()
