"""Text tool

Counts, sorts, replaces, wraps and searches the lines of text files.
"""

import argparse
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path


def count(options, texts):
    total = Counter()
    for name, text in texts:
        numbers = {"lines": len(text.splitlines()), "words": len(text.split()), "characters": len(text)}
        total.update(numbers)
        shown = [f"{numbers[what]:8}" for what in options.what]
        print(*shown, name)
    if len(texts) > 1:
        print(*[f"{total[what]:8}" for what in options.what], "total")
    if options.top:
        words = Counter(word for _, text in texts for word in re.findall(r"\w+", text.lower()))
        for word, times in words.most_common(options.top):
            print(f"{times:8} {word}")


def sort(options, texts):
    lines = [line for _, text in texts for line in text.splitlines()]
    if options.unique:
        lines = list(dict.fromkeys(lines))
    keys = {
        "letters": str.casefold,
        "length": len,
        "number": lambda line: float((re.findall(r"-?\d+(?:\.\d+)?", line) or ["0"])[0]),
    }
    print(*sorted(lines, key=keys[options.by], reverse=options.reverse), sep="\n")


def replace(options, texts):
    pattern = options.old if options.regex else re.escape(options.old)
    new = options.new if options.regex else options.new.replace("\\", r"\\")
    flags = re.IGNORECASE if options.ignore_case else 0
    for _, text in texts:
        sys.stdout.write(re.sub(pattern, new, text, count=options.limit, flags=flags))


def wrap(options, texts):
    for _, text in texts:
        for paragraph in re.split(r"\n\s*\n", text.strip()):
            print(textwrap.fill(" ".join(paragraph.split()), options.width, initial_indent=" " * options.indent))
            print()


def find(options, texts):
    found = False
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), 1):
            if all(re.search(pattern, line) for pattern in options.pattern):
                found = True
                print(f"{name}:{number}: {line}" if options.line_numbers else line)
    return 0 if found else 1


def width(text):
    number = int(text)
    if not 10 <= number <= 500:
        raise argparse.ArgumentTypeError(f"{number} is not between 10 and 500")
    return number


def parse(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoding", default="utf-8", help="how the files are written (default: %(default)s)")
    parser.add_argument("--version", action="version", version="text tool 1.2")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(function, help):  # noqa: A002
        added = commands.add_parser(function.__name__, help=help, description=help)
        added.set_defaults(function=function)
        return added

    one = command(count, "count lines, words and characters")
    one.add_argument(
        "--what",
        nargs="+",
        choices=["lines", "words", "characters"],
        default=["lines", "words", "characters"],
        help="what to count",
    )
    one.add_argument("--top", type=int, default=0, metavar="N", help="also list the N most frequent words")

    one = command(sort, "sort all lines")
    one.add_argument("--by", choices=["letters", "length", "number"], default="letters", help="what to sort by")
    one.add_argument("-r", "--reverse", action="store_true", help="the last one first")
    one.add_argument("-u", "--unique", action="store_true", help="every line once only")

    one = command(replace, "replace one text by another")
    one.add_argument("old", help="the text to look for")
    one.add_argument("new", help="the text to put in its place")
    one.add_argument("-e", "--regex", action="store_true", help="the text to look for is a regular expression")
    one.add_argument("-i", "--ignore-case", action="store_true", help="small and capital letters are the same")
    one.add_argument("--limit", type=int, default=0, help="replace so many in each file at most (default: all)")

    one = command(wrap, "make paragraphs of even lines")
    one.add_argument("-w", "--width", type=width, default=80, help="longest line (default: %(default)s)")
    one.add_argument("--indent", type=int, default=0, help="spaces before a paragraph (default: %(default)s)")

    one = command(find, "show the lines that hold a pattern")
    one.add_argument("-p", "--pattern", action="append", required=True, help="a regular expression; may be repeated")
    one.add_argument(
        "--line-numbers", action=argparse.BooleanOptionalAction, default=True, help="show the file and line number"
    )

    for added in commands.choices.values():
        added.add_argument("files", nargs="*", type=Path, help="text files; standard input when there are none")
    return parser, parser.parse_args(argv)


def read(options, parser):
    if not options.files:
        return [("-", sys.stdin.read())]
    try:
        return [(path.name, path.read_text(encoding=options.encoding)) for path in options.files]
    except (OSError, LookupError, UnicodeDecodeError) as error:
        parser.error(str(error))


def main():
    parser, options = parse()
    sys.exit(options.function(options, read(options, parser)))


if __name__ == "__main__":
    main()
