"""Print bytes that are no UTF-8."""

import sys

sys.stdout.buffer.write(b"caf\xe9 \xff\n")
sys.stdout.buffer.flush()
sys.stderr.buffer.write(b"\xfe\n")
