"""The ways in which scripts make a parser with one option, `--size`."""

from __future__ import annotations

WAYS = {
    "in a function": """
        def main():
            parser = argparse.ArgumentParser(description="What it does.")
            parser.add_argument("--size", type=int, default=3)
            args = parser.parse_args()
        if __name__ == "__main__":
            main()
        """,
    "in a function that nobody calls": """
        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument("--size", type=int, default=3)
            args = parser.parse_args()
        """,
    "by a helper": """
        def add_options(parser, default):
            parser.add_argument("--size", type=int, default=default)
        def build():
            parser = argparse.ArgumentParser()
            add_options(parser, default=3)
            return parser
        args = build().parse_args()
        """,
    "in a class": """
        class App:
            SIZE = 3
            def __init__(self):
                self.parser = argparse.ArgumentParser()
                self.add()
            def add(self):
                self.parser.add_argument("--size", type=int, default=self.SIZE)
            def run(self):
                return self.parser.parse_args()
        App().run()
        """,
    "in a class of its own": """
        class Parser(argparse.ArgumentParser):
            def __init__(self, **more):
                super().__init__(**more)
                self.add_argument("--size", type=int, default=3)
            def error(self, message):
                sys.exit(message)
        args = Parser(description="x").parse_args()
        """,
    "by parents": """
        common = argparse.ArgumentParser(add_help=False)
        common.add_argument("--size", type=int, default=3)
        parser = argparse.ArgumentParser(parents=[common])
        parser.parse_args()
        """,
    "in a loop": """
        parser = argparse.ArgumentParser()
        for name, kind, default in (("size", int, 3),):
            parser.add_argument("--" + name, type=kind, default=default)
        parser.parse_args()
        """,
    "in branches": """
        parser = argparse.ArgumentParser()
        if os.name == "nt":
            parser.add_argument("--size", type=int, default=3)
        else:
            print("no")
        parser.parse_args()
        """,
    "in a group with a name of its own": """
        parser = argparse.ArgumentParser()
        first = parser._action_groups.pop()
        needed = parser.add_argument_group("needed")
        parser._action_groups.append(first)
        first.add_argument("--size", type=int, default=3)
        parser.parse_args()
        """,
    "under a name of its own": """
        from argparse import ArgumentParser as AP
        (p := AP()).add_argument("--size", **{"type": int, "default": 3})
        p.parse_args()
        """,
    "behind a parser that reads ahead": """
        first = argparse.ArgumentParser(add_help=False)
        first.add_argument("--config")
        known, rest = first.parse_known_args()
        parser = argparse.ArgumentParser()
        parser.add_argument("--size", type=int, default=3)
        parser.parse_args(rest)
        """,
}
