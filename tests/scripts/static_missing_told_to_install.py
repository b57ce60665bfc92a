"""Show prices of a market; it asks to be given its library."""

import argparse
import sys

try:
    import no_such_market
    from no_such_market.errors import MarketError
except ImportError:
    sys.exit("First do: pip install no-such-market")


@no_such_market.cached(seconds=60)
def prices(symbol, days):
    try:
        return no_such_market.fetch(symbol, days=days)
    except (MarketError, no_such_market.Timeout):
        return []


parser = argparse.ArgumentParser(description="Show prices.")
parser.add_argument("symbol", nargs="+")
parser.add_argument("--days", type=int, default=7)
parser.add_argument("--currency", choices=["EUR", "USD"], default="EUR")
args = parser.parse_args()
for symbol in args.symbol:
    print(symbol, prices(symbol, args.days))
