"""`python -m shipway.read FD` is a reader: it reads the scripts that the socket names (`limited`)."""

import socket
import sys

from shipway.read.limited import serve
from shipway.read.readers import read_here

serve(socket.socket(fileno=int(sys.argv[1])), read_here)
