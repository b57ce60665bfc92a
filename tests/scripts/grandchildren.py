"""Start a child in a session of its own, which starts another; all sleep."""

import argparse
import os
import subprocess
import sys
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--seconds", type=float, default=60)
options = parser.parse_args()

sleep = f"import time; time.sleep({options.seconds})"
child = f"""
import os, subprocess, sys
grandchild = subprocess.Popen([sys.executable, "-c", {sleep!r}], start_new_session=True)
print("grandchild", grandchild.pid, flush=True)
{sleep}
"""
process = subprocess.Popen([sys.executable, "-c", child], start_new_session=True)
print("script", os.getpid(), flush=True)
print("child", process.pid, flush=True)
time.sleep(options.seconds)
