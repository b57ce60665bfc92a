"""Talk to remotes, with options at every level."""

import argparse
import json

parser = argparse.ArgumentParser()
parser.add_argument("--config", metavar="FILE", help="settings to use")
top = parser.add_subparsers(dest="area")
remote = top.add_parser("remote", description="Work with remotes.")
remote.add_argument("--dry-run", action="store_true")
verbs = remote.add_subparsers(dest="verb", required=True)
add = verbs.add_parser("add", help="add a remote")
add.add_argument("name")
add.add_argument("url")
add.add_argument("--dry-run", dest="pretend", action="store_true", help="for this command only")
verbs.add_parser("list", help="list the remotes")
print(json.dumps(vars(parser.parse_args()), sort_keys=True))
