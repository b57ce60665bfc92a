"""Add numbers until an empty line."""

total = 0.0
while True:
    text = input("Next number: ")
    if not text:
        break
    total += float(text)
print("Sum:", total)
