"""Serve a folder, or watch it for ever."""

import http.server
import subprocess
import time


def greeting(name: str = "world") -> str:
    """What the first page says."""
    return f"Hello, {name}!"


def serve(port: int = 8000) -> None:
    """Serve this folder."""
    server = http.server.HTTPServer(("", port), http.server.SimpleHTTPRequestHandler)
    server.serve_forever()


def watch(folder: str = ".") -> None:
    """List a folder again and again."""
    while True:
        subprocess.run("ls -l " + folder, shell=True)
        time.sleep(5)
