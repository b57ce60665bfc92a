"""A calculator with a menu."""


def menu():
    print("Select an operation")
    print("1. Add")
    print("2. Subtract")
    print("3. Multiply")
    print("4. Divide")


menu()
choice = input("Enter choice (1/2/3/4): ")
num1 = float(input("First number: "))
num2 = float(input("Second number: "))

if choice == "1":
    print(num1, "+", num2, "=", num1 + num2)
elif choice == "2":
    print(num1, "-", num2, "=", num1 - num2)
elif choice == "3":
    print(num1, "*", num2, "=", num1 * num2)
elif choice == "4":
    print(num1, "/", num2, "=", num1 / num2)
else:
    print("Invalid input")
