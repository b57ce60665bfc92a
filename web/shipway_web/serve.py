"""gunicorn, started within this process: its workers are the only other processes."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from shipway.errors import ShipwayError

THREADS = 4
LINGER = 3
"""Seconds that a worker may take to finish its answers when the site is stopped."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port, 0 for any free one; a port that is in use is told before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (socket.gaierror, TypeError):
        # A TypeError is how a name that has no form for the network is told.
        listener.close()
        raise ShipwayError(f"{host} is no address of this machine; choose another with --host") from None
    except OSError as error:
        listener.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise ShipwayError(f"port {port} of {host} {why}; choose another with --port") from None
    return listener


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """Serve an app on a socket that is ours already, and tell once when a worker answers."""

    def __init__(self, app: Flask, listener: socket.socket, workers: int, ready: Callable[[], None]) -> None:
        self._app = app
        self._options = {
            "bind": f"fd://{listener.fileno()}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": LINGER,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "shipway web",
            # Both workers share what was imported before they were forked.
            "preload_app": True,
            "post_worker_init": lambda worker: ready() if worker.age == 1 else None,
            "worker_exit": lambda _server, _worker: app.extensions["shipway"].supervisor.close(),
        }
        if os.path.isdir("/dev/shm"):  # noqa: PTH112, S108 - the sign of life of a worker is a file; here it never waits for a disk
            self._options["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        super().__init__()

    def load_config(self) -> None:
        """Take our options, and no file or variable of gunicorn's."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Give the application."""
        return self._app
