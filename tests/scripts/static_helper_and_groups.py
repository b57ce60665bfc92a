"""Resize pictures in batches; it writes its log beside itself before it looks at the command line."""

import argparse
import os
import socket
from enum import Enum
from pathlib import Path

server = socket.socket()
server.bind(("127.0.0.1", 0))


class Filter(Enum):
    NEAREST = "nearest"
    LANCZOS = "lanczos"


DEFAULT_SIZE = 64 * 4


def add_output(parser):
    group = parser.add_argument_group("output")
    group.add_argument("-o", "--output", type=Path, default=Path("out") / "small", help="folder (default: %(default)s)")
    group.add_argument("--quality", type=int, choices=range(1, 6), default=4)


def build():
    parser = argparse.ArgumentParser(description="Resize pictures.", epilog="Sizes are in pixels.")
    add_output(parser)
    for side in ("width", "height"):
        parser.add_argument(f"--{side}", type=int, default=DEFAULT_SIZE, help="the " + side + " (%(default)s)")
    parser.add_argument("--filter", choices=[one.value for one in Filter], default=Filter.LANCZOS.value)
    parser.add_argument("--host", default=socket.gethostname())
    return parser


args = build().parse_args()
print(args.width, args.height, args.filter, args.quality, os.fspath(args.output))
