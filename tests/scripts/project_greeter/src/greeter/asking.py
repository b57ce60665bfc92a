"""Greet who sits there."""


class Greeter:
    @staticmethod
    def run():
        name = input("Your name? ")
        print(f"Hello, {name}!")
