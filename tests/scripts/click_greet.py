"""Greet somebody, a number of times."""

import click


@click.command()
@click.option("--count", default=1, show_default=True, help="Number of greetings.")
@click.option("--name", prompt="Your name", help="The person to greet.")
@click.option("--shout/--no-shout", default=False, help="Use capitals.")
def hello(count, name, shout):
    """Greet NAME for a total of COUNT times."""
    for _ in range(count):
        text = f"Hello, {name}!"
        click.echo(text.upper() if shout else text)


if __name__ == "__main__":
    hello()
