"""Work on lines, one command after the other."""

import click


@click.group(chain=True, invoke_without_command=True)
@click.option("-i", "--input", type=click.File("r"), default="-")
def cli(input):
    """Work on the lines of a text."""


@cli.result_callback()
def work(processors, input):
    lines = [line.rstrip("\n") for line in input]
    for processor in processors:
        lines = processor(lines)
    for line in lines:
        click.echo(line)


@cli.command()
def upper():
    """Capitals."""
    return lambda lines: [line.upper() for line in lines]


@cli.command()
@click.option("--reverse", is_flag=True)
def sort(reverse):
    """Sort the lines."""
    return lambda lines: sorted(lines, reverse=reverse)


if __name__ == "__main__":
    cli()
