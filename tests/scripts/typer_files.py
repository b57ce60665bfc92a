from pathlib import Path
from typing import List, Optional

import typer

app = typer.Typer()


@app.command()
def count(
    files: Optional[List[Path]] = typer.Argument(None, exists=True, dir_okay=False, readable=True),
    report: Optional[typer.FileTextWrite] = typer.Option(None, "--report", "-o"),
    password: str = typer.Option("", hide_input=True),
    shout: bool = typer.Option(False, "--shout"),
):
    """Count the lines of some files."""
    total = sum(len(path.read_text().splitlines()) for path in files or [])
    typer.secho(f"{len(files or [])} files", fg=typer.colors.GREEN, bold=shout)
    if report:
        report.write(f"{len(files or [])} files\n")
    typer.echo(f"{total} lines")
    raise typer.Exit(3 if shout else 0)


if __name__ == "__main__":
    app()
