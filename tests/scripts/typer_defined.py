"""A package's main module: its console script calls `app`."""

import typer

app = typer.Typer(add_completion=False)


@app.command()
def convert(amount: float, rate: float = typer.Option(1.1, "--rate", "-r", envvar="RATE", help="Units for one euro.")):
    """Convert an amount of euro."""
    typer.echo(f"{amount * rate:.2f}")
