"""Invoice

Adds up the lines of an invoice and writes it as a page that can be printed.
"""

import html
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Invoice {number}</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 42em; margin: 3em auto; }}
  table {{ width: 100%; border-collapse: collapse; }}
  th, td {{ text-align: left; padding: .4em 0; border-bottom: 1px solid #ccc; }}
  .sum {{ text-align: right; font-variant-numeric: tabular-nums; }}
</style>
<h1>Invoice {number}</h1>
<p>To: <b>{customer}</b><br>Date: {issued}<br>{due}</p>
<table>
<tr><th>Item<th class="sum">Quantity<th class="sum">Price<th class="sum">Sum</tr>
{rows}
</table>
<p>{note}</p>
"""


def invoice(
    customer: str,
    items: list[dict],
    number: str = "1",
    issued: date | None = None,
    due_in: timedelta = timedelta(days=14),
    vat: Decimal = Decimal("20"),
    paid: bool = False,
    note: str = "Thank you!",
) -> tuple[list[dict], Path]:
    """Write an invoice.

    Args:
        customer: Who is to pay.
        items: The lines, with the columns item, quantity and price.
        number: The number of the invoice.
        issued: The date on it; today when empty.
        due_in: How long the customer has to pay.
        vat: Value added tax, in percent.
        paid: It has been paid already.
        note: A sentence under the lines.

    Returns:
        The lines with their sums, and the page.
    """
    day = issued or datetime.now().date()
    lines = [_line(row) for row in items]
    net = sum((line["sum"] for line in lines), Decimal(0))
    tax = (net * vat / 100).quantize(CENT, ROUND_HALF_UP)
    for name, amount in (("Net", net), (f"VAT {vat} %", tax), ("To pay", net + tax)):
        lines.append({"item": name, "quantity": None, "price": None, "sum": amount})
    page = PAGE.format(
        number=html.escape(number),
        customer=html.escape(customer),
        issued=day,
        due="Paid, thank you." if paid else f"To be paid by {day + due_in}",
        rows="\n".join(_row(line) for line in lines),
        note=html.escape(note),
    )
    path = Path("invoice.html")
    path.write_text(page, encoding="utf-8")
    return lines, path


def _line(row: dict) -> dict:
    quantity, price = Decimal(str(row["quantity"])), Decimal(str(row["price"]))
    total = (quantity * price).quantize(CENT, ROUND_HALF_UP)
    return {"item": row["item"], "quantity": quantity, "price": price, "sum": total}


def _row(line: dict) -> str:
    name, *numbers = ("" if cell is None else html.escape(str(cell)) for cell in line.values())
    return f"<tr><td>{name}" + "".join(f'<td class="sum">{cell}' for cell in numbers) + "</tr>"
