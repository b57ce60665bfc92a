"""Collect settings by actions of its own."""

import argparse


class KeyValue(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        found = dict(getattr(namespace, self.dest, None) or {})
        key, _, value = values.partition("=")
        found[key] = value
        setattr(namespace, self.dest, found)


class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values.upper())


class ListThemes(argparse.Action):
    def __init__(self, option_strings, dest, **kwargs):
        super().__init__(option_strings, dest, nargs=0, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        print("light\ndark")
        parser.exit()


parser = argparse.ArgumentParser()
parser.add_argument("title", action=Upper)
parser.add_argument("--set", "-s", action=KeyValue, metavar="KEY=VALUE", help="may be given again")
parser.add_argument("--list-themes", action=ListThemes, help="list the themes and exit")
args = parser.parse_args()
print(args.title, args.set)
