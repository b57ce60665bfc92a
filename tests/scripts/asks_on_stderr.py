"""Questions go to stderr, so that the answer can be piped on."""

import sys


def ask(question):
    print(question, end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().rstrip("\n")


host = ask("Host?")
port = ask("Port [443]?") or "443"
print(f"https://{host}:{port}/")
