"""Average of three marks."""

marks = []
for i in range(3):
    mark = int(input(f"Mark {i + 1}: "))
    marks.append(mark)
print("Average:", sum(marks) / len(marks))
