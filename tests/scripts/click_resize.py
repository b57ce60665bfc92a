#!/usr/bin/env python
"""Resize a picture (or say what would be done)."""

import click

FILTERS = ["Nearest", "Bilinear", "Lanczos"]


@click.command(no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option("2.1")
@click.argument("source", type=click.File("rb"), default="-")
@click.argument("target", type=click.Path(writable=True, dir_okay=False), required=False)
@click.option("-s", "--size", nargs=2, type=click.IntRange(1, 8000), default=(800, 600), metavar="W H")
@click.option("-q", "--quality", type=click.IntRange(1, 100, clamp=True), default=85)
@click.option("--scale", type=click.FloatRange(0, 10, min_open=True))
@click.option("--filter", "method", type=click.Choice(FILTERS, case_sensitive=False), default="lanczos")
@click.option("-v", "--verbose", count=True)
def main(source, target, size, quality, scale, method, verbose):
    """Resize SOURCE and save it as TARGET."""
    click.echo(f"{size} {quality} {scale} {method} {verbose} {target}")
    click.echo(f"{len(source.read())} bytes")


main()
