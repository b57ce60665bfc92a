"""Paint a picture.

Examples:

    $ python examples_click.py --colour blue --loud sea
    $ python examples_click.py --quiet --dark --size 3 ship
"""

import click


@click.command()
@click.argument("what")
@click.option("--colour", default="white", help="of the ground")
@click.option("--loud/--quiet", default=False)
@click.option("--dark", "tone", flag_value="dark")
@click.option("--light", "tone", flag_value="light", default="light")
@click.option("--size", type=int, default=1)
def paint(what, colour, loud, tone, size):
    """Paint a picture."""
    click.echo(f"{what} {colour} {loud} {tone} {size}")


if __name__ == "__main__":
    paint()
