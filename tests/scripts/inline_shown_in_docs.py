"""Print the header of a script.

For example:

    # /// script
    # dependencies = ["rich"]
    # ///
"""

import argparse


def main():
    parser = argparse.ArgumentParser(description="Print a header that names packages.")
    parser.add_argument("package", nargs="*", help="what the script needs")
    parser.add_argument("--python", metavar="VERSION", help="the oldest Python that it runs with")
    args = parser.parse_args()
    print("# /// script")
    if args.python:
        print(f'# requires-python = ">={args.python}"')
    print(f"# dependencies = {args.package}")
    print("# ///")


if __name__ == "__main__":
    main()
