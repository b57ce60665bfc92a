"""Check a password."""

from getpass import getpass

user = input("User: ")
password = getpass("Password: ")
print(f"{user}'s password has {len(password)} characters.")
