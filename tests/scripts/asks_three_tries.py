import getpass
import sys

PASSWORD = "sesame"

user = getpass.getuser()
for left in (2, 1, 0):
    if getpass.getpass("Password: ") == PASSWORD:
        break
    print(f"Wrong; {left} tries left.")
else:
    sys.exit(1)
print("The door is open.")
