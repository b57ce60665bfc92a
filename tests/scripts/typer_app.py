"""Manage users and items."""

from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import List, Optional, Tuple

import typer
from typing_extensions import Annotated

app = typer.Typer(help="Awesome CLI user manager.", no_args_is_help=True, rich_markup_mode="rich")
items = typer.Typer(help="Manage items.")
app.add_typer(items, name="items")


class Role(str, Enum):
    admin = "admin"
    guest = "guest-user"


def show_version(value: bool):
    if value:
        print("1.2.3")
        raise typer.Exit()


@app.callback()
def common(
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True)] = 0,
    version: Annotated[Optional[bool], typer.Option("--version", callback=show_version, is_eager=True)] = None,
):
    if verbose:
        print("verbose", verbose)


@app.command()
def create(
    username: Annotated[str, typer.Argument(help="The [bold]name[/bold] of the user.")],
    age: Annotated[int, typer.Option(min=18, max=120, rich_help_panel="Person")] = 30,
    role: Role = Role.guest,
    roles: Annotated[Optional[List[Role]], typer.Option(help="More of them.")] = None,
    born: Annotated[Optional[datetime], typer.Option(formats=["%Y-%m-%d", "%d.%m.%Y"])] = None,
    home: Annotated[Optional[Path], typer.Option(file_okay=False)] = None,
    size: Tuple[int, int] = (1, 2),
    active: Optional[bool] = None,
):
    """Create a [green]new[/green] user. :sparkles:"""
    print(username, age, role.value, [one.value for one in roles or []], born, home, size, active)


@app.command(deprecated=True)
def delete(username: str, force: Annotated[bool, typer.Option(prompt="Are you sure?")] = False):
    """Delete a user."""
    print("deleted" if force else "kept", username)


@items.command("sell")
def sell(names: List[str], price: Annotated[float, typer.Option(help="In euro.")] = 1.5):
    print(names, price)


if __name__ == "__main__":
    app()
