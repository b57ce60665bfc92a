"""A small bank, as a shell of commands."""

import cmd


class Bank(cmd.Cmd):
    intro = "Welcome. Type help or ? to list commands."
    prompt = "bank> "

    def __init__(self):
        super().__init__()
        self.balance = 0

    def do_deposit(self, amount):
        """deposit AMOUNT: put money in"""
        try:
            self.balance += int(amount)
        except ValueError:
            print(f"*** {amount!r} is not an amount")

    def do_show(self, _):
        """show: print the balance"""
        print("Balance:", self.balance)

    def do_quit(self, _):
        """quit: leave"""
        return True


if __name__ == "__main__":
    Bank().cmdloop()
