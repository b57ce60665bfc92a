"""The application that a WSGI server starts by name: `gunicorn --pythonpath core,web shipway_web.wsgi:app`."""

from __future__ import annotations

import atexit
import os

from shipway_web.app import create_app
from shipway_web.settings import from_environment

app = create_app(from_environment(os.environ))

# A server that stops leaves no run behind. A process that was killed cannot: its runs show as interrupted.
atexit.register(app.extensions["shipway"].supervisor.close)
