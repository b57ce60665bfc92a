"""Change the letters of a text; several flags set one name."""

import click


@click.command()
@click.option("--upper", "how", flag_value="upper", default="upper", help="Capitals.")
@click.option("--lower", "how", flag_value="lower", help="Small letters.")
@click.option("--title", "how", flag_value="title")
@click.option("--color", is_flag=False, flag_value="always", default="auto", help="When to use colours.")
@click.option("+w/-w", "warn", default=True)
@click.argument("text")
def change(how, color, warn, text):
    click.echo(f"{getattr(text, how)()} {color} {warn}")


change()
