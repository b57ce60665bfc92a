"""Write a greeting."""

from datetime import datetime

name = input("Name [world]: ") or "world"
day = datetime.strptime(input("Day (YYYY-MM-DD): "), "%Y-%m-%d")
loud = input("Shout? (y/n) ").strip().lower()
text = f"Hello, {name}! It is {day:%d %B %Y}."
print(text.upper() if loud == "y" else text)
