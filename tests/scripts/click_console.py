"""Started by a console script: nothing here calls the command."""

import click


@click.group()
@click.option("--name", default="World")
@click.pass_context
def cli(ctx, name):
    ctx.obj = name


@cli.command()
@click.option("-n", type=int, default=1)
@click.pass_obj
def hello(name, n):
    """Say hello."""
    for _ in range(n):
        click.echo(f"Hello {name} from {__name__}")
