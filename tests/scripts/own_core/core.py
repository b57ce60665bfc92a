"""Not Shipway's core."""

import web


def greeting(name):
    return web.frame(f"Hello from our own core, {name}!")
