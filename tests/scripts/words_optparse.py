#!/usr/bin/env python
"""Count words, the old way."""

from optparse import OptionParser

parser = OptionParser(usage="%prog [options] WORD...", version="1.0")
parser.add_option("-u", "--upper", action="store_true", dest="upper", default=False, help="write in capitals")
parser.add_option("-s", "--separator", dest="sep", default=" ", metavar="TEXT", help="what stands between [%default]")
parser.add_option("-n", type="int", dest="times", default=1, help="how often")
options, args = parser.parse_args()
if not args:
    parser.error("give at least one word")
text = options.sep.join(args * options.times)
print(text.upper() if options.upper else text)
