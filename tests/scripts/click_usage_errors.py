"""Complains itself, by click's exceptions."""

import click


def even(ctx, param, value):
    if value % 2:
        raise click.BadParameter("must be even")
    return value


@click.command()
@click.option("--pairs", type=int, default=2, callback=even)
@click.option("--low", type=int, default=0)
@click.option("--high", type=int, default=9)
def main(pairs, low, high):
    if low > high:
        raise click.BadParameter("is above --high", param_hint="--low")
    if high > 100:
        raise click.UsageError("the range is too wide")
    if high == 13:
        raise click.ClickException("unlucky")
    click.echo(f"{pairs} {low} {high}")


main()
