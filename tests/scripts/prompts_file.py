# Count the words of a file

filename = input("Enter the file name: ")
try:
    with open(filename) as f:
        text = f.read()
except FileNotFoundError:
    print("No such file")
else:
    print(len(text.split()), "words")
