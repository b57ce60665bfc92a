import argparse


def get_options():
    parser = argparse.ArgumentParser(description="Count to a number.")
    parser.add_argument("--to", type=int, default=3)
    return parser.parse_args()
