"""Times tables quiz

Asks for products until you have had enough, and counts the right ones.
"""

import random


def ask_number(question):
    while True:
        answer = input(question).strip()
        if answer.lstrip("-").isdigit():
            return int(answer)
        print("Please give a whole number.")


print("Let us multiply!")
name = input("What is your name? ").strip() or "friend"
rounds = ask_number("How many questions? ")

right = 0
for number in range(1, rounds + 1):
    a, b = random.randint(2, 10), random.randint(2, 10)
    if ask_number(f"{number}. How much is {a} × {b}? ") == a * b:
        right += 1
        print("Right!")
    else:
        print(f"No, it is {a * b}.")

print(f"Well done, {name}: {right} of {rounds} were right." if right else f"Better luck next time, {name}.")
