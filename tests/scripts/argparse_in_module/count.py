"""Counts; its options are read in a module beside it."""

from options import get_options


def main():
    options = get_options()
    print(*range(1, options.to + 1))


if __name__ == "__main__":
    main()
