"""Order a pizza."""

import click

size = click.prompt("Size", type=click.Choice(["small", "large"]), default="small")
count = click.prompt("How many", type=click.IntRange(1, 5))
if click.confirm("Olives?", default=True):
    size += " with olives"
click.echo(f"{count} x {size}")
if not click.confirm("Send the order?"):
    raise click.Abort()
click.echo("Sent.")
