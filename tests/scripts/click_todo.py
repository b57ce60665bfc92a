"""A to-do list in a file, with groups in groups."""

import json
import sys
from pathlib import Path

import click


@click.group()
@click.option("--store", type=click.Path(dir_okay=False, writable=True, path_type=Path), default="todo.json")
@click.option("--debug", is_flag=True, envvar="TODO_DEBUG", help="Say more on stderr.")
@click.pass_context
def cli(ctx, store, debug):
    """Keep a to-do list."""
    ctx.obj = store
    if debug:
        click.echo(f"store: {store.name}", err=True)


@cli.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--due", type=click.DateTime(["%d.%m.%Y"]), help="Until when.")
@click.option("-t", "--tag", "tags", multiple=True, help="May be given again.")
@click.pass_obj
def add(store, text, due, tags):
    """Add an item."""
    item = {"text": " ".join(text), "due": due and due.date().isoformat(), "tags": tags}
    store.write_text(json.dumps([item]))
    click.echo(json.dumps(item))


@cli.group()
def tag():
    """Work with tags."""


@tag.command("rename", short_help="Give a tag another name.")
@click.argument("names", nargs=2, metavar="OLD NEW")
def rename(names):
    click.echo(" -> ".join(names))


@tag.command(hidden=True)
def purge():
    sys.exit("never")


if __name__ == "__main__":
    cli(prog_name="todo")
