# /// script
# [tool.shipway]
# titel = "Misspelt"
# seconds = "soon"
# default = "nothing"
# files = ["nobody"]
#
# [tool.shipway.params.count]
# kind = "list"
# default = "many"
# colour = "red"
#
# [tool.shipway.params.name]
# hidden = true
#
# [tool.shipway.tools.absent]
# title = "Absent"
#
# [[tool.shipway.examples]]
# label = "Good"
# values = { name = "Ann" }
#
# [[tool.shipway.examples]]
# values = { nmae = "Ann" }
# ///
"""Greet somebody."""


def greet(name: str, count: int = 2) -> str:
    """Greet somebody."""
    return " ".join(["Hello"] * count) + " " + name
