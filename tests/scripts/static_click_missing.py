"""Send a parcel; its library for carriers is not here."""

import click
import no_such_carriers


@click.command()
@click.argument("address")
@click.option("--weight", type=click.IntRange(1, 30), default=2, help="Kilograms.")
@click.option("--carrier", type=click.Choice(["post", "courier"]), default="post", envvar="CARRIER")
@click.option("--day", type=click.DateTime(), help="When to fetch it.")
@click.option("--express", is_flag=True, help="Pay more, wait less.")
def send(address, weight, carrier, day, express):
    """Send a parcel to ADDRESS."""
    click.echo(f"{weight} kg to {address} by {carrier}, {day}, {express}")


if __name__ == "__main__":
    send()
