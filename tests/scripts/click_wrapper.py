"""Run a program with arguments of its own."""

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("-v", "--verbose", is_flag=True)
@click.argument("program")
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def run(verbose, program, args):
    """Show how PROGRAM would be called."""
    click.echo([program, *args])
    if verbose:
        click.echo("verbose")


run()
