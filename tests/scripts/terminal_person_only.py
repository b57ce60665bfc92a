"""Delete the old backups, but only when a person says so."""

import sys

BACKUPS = ["monday.tar", "tuesday.tar"]

if not sys.stdin.isatty():
    sys.exit("Refusing to delete anything without a person at the keyboard.")

for name in BACKUPS:
    answer = input(f"Delete {name}? [y/N] ")
    print("  deleted" if answer.strip().lower() in ("y", "yes") else "  kept", name)
