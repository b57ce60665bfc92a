"""Step through a text, a key for each line."""

import click

LINES = ["Once upon a time", "there was a script", "that read one key at a time."]

for number, line in enumerate(LINES, 1):
    click.secho(f"{number}: {line}", fg="cyan")
    if number < len(LINES):
        click.echo("[n]ext or [q]uit? ", nl=False)
        key = click.getchar(echo=True)
        click.echo()
        if key == "q":
            raise SystemExit(f"stopped after line {number}")
click.echo("The end.")
