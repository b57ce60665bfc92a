"""Commands that are made only when they are asked for, with aliases."""

import click


class Lazy(click.Group):
    known = {"build": "Build it.", "clean": "Clean up."}

    def list_commands(self, ctx):
        return sorted(self.known)

    def get_command(self, ctx, name):
        names = [one for one in self.known if one.startswith(name)]
        if len(names) != 1:
            return None

        def call(force):
            click.echo(f"{names[0]} {force}")

        option = click.Option(["-f", "--force"], is_flag=True)
        return click.Command(names[0], params=[option], callback=call, help=self.known[names[0]])

    def resolve_command(self, ctx, args):
        _, command, args = super().resolve_command(ctx, args)
        return command.name, command, args


@click.command(cls=Lazy)
def main():
    """Build tool."""


if __name__ == "__main__":
    main()
