"""An account that asks for its owner."""


class Account:
    def __init__(self):
        self.owner = input("Owner's name: ")
        self.balance = 0.0

    def deposit(self):
        amount = float(input("Amount to deposit: "))
        self.balance += amount

    def show(self):
        print(f"{self.owner} has {self.balance:.2f}")


def main():
    account = Account()
    account.deposit()
    account.show()


if __name__ == "__main__":
    main()
