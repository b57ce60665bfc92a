"""Delete files, but only when asked twice."""

import click


@click.command()
@click.option("--user", prompt=True, default="me")
@click.password_option()
@click.option("--days", prompt=True, type=int, prompt_required=False, default=7)
@click.confirmation_option(prompt="Really delete?")
def delete(user, password, days):
    """Delete what is old."""
    click.echo(f"{user} {len(password)} {days}")
    if click.confirm("Again?"):
        click.echo("again")


delete()
