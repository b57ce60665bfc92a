"""Convert `notes` to a **page**

Reads notes in [Markdown](https://commonmark.org) and writes a page. See <https://example.org/help>.

What it does
------------

* keeps *headings* and lists
* turns `code` into a box,
  with its indentation

Exit codes:

    0   all went well
    1   a note could not be read
"""

import argparse

EPILOG = """
formats::

    html     a page of its own
    text     nothing but the words

<script>alert(1)</script> and [this](javascript:alert(2)) are words.
"""

parser = argparse.ArgumentParser(
    description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("--to", choices=["html", "text"], default="html", help="one of `html` and `text`, see *formats*")
parser.add_argument("--title", default="Notes", help="the title, as in `<title>`; see https://example.org/title")
parser.add_argument("--glob", default="*.md", help="which notes: *.md and *.txt, for example")

if __name__ == "__main__":
    args = parser.parse_args()
    print(args.to, args.title, args.glob)
