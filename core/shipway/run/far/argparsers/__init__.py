"""argparse: its parsers, met alive or made again from a text, described, and asked what a line means."""
