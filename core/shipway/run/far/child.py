"""The far side of a run starts here, under the script's own interpreter (3.8 and later): `python child.py FD`.

It only makes the far side importable, as `_shipway`: a name that no script uses. This file is compiled at every start,
the others once; hence it is short.
"""

import sys

_FAR = __file__.rpartition("/")[0] or "."
# The script must not see this folder, nor may a module of the script's shadow the standard library for us.
if sys.path and sys.path[0] == _FAR:
    del sys.path[0]

_package = type(sys)("_shipway")
_package.__dict__["at_start"] = frozenset(sys.modules)
_package.__path__ = [_FAR, _FAR.rpartition("/run/")[0]]
sys.modules["_shipway"] = _package

from _shipway import guard

if __name__ == "__main__":
    guard.main(int(sys.argv[1]))
