"""Split a bill."""


def ask_number(question, lowest=0):
    while True:
        try:
            number = float(input(question))
            if number < lowest:
                raise ValueError
            return number
        except ValueError:
            print(f"Please give a number of at least {lowest}.")


total = ask_number("Total of the bill: ")
people = ask_number("How many people? ", 1)
while True:
    tip = input("Tip in percent (10, 12 or 15): ")
    if tip in ("10", "12", "15"):
        break
    print("That is none of them.")
print(f"Each pays {total * (1 + int(tip) / 100) / people:.2f}")
