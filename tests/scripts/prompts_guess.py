"""Guess the number: everything after the first question depends on the answers."""

import random

random.seed(3)
name = input("What is your name? ")
secret = random.randint(1, 20)
tries = 0
while True:
    guess = int(input("Take a guess: "))
    tries += 1
    if guess == secret:
        break
    print("Too low." if guess < secret else "Too high.")
print(f"Good, {name}! You took {tries} guesses.")
