"""Serve files, with options from a file or the environment by a library that derives its parser from argparse."""

import no_such_configargparse

parser = no_such_configargparse.ArgParser(default_config_files=["/etc/serve.ini"], description="Serve files.")
parser.add("-c", "--config", is_config_file=True, help="a file with options")
parser.add_argument("--port", type=int, default=8000, env_var="SERVE_PORT", help="where it listens")
parser.add_argument("--quiet", action="store_true")
options = parser.parse_args()
print("serving at", options.port)
