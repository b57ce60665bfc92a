"""Convert between currencies."""

import argparse

CURRENCIES = """AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN
RON SEK SGD THB TRY USD ZAR""".split()

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("amount", type=float)
parser.add_argument("--from", dest="source", choices=CURRENCIES, default="EUR", help="what you have")
parser.add_argument("--to", choices=CURRENCIES, nargs="+", required=True, help="what you want")
rate = parser.add_mutually_exclusive_group(required=True)
rate.add_argument("--day", help="the day whose rate is taken")
rate.add_argument("--latest", action="store_true", help="take the latest rate")

if __name__ == "__main__":
    args = parser.parse_args()
    print(args.amount, args.source, args.to, args.day, args.latest)
