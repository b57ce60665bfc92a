n, m = map(int, input("Rows and columns: ").split())
scores = list(map(int, input("All values, separated by spaces: ").split()))
names = [x.strip() for x in input("Names of the rows: ").split(",")]
for i in range(n):
    row = scores[i * m : (i + 1) * m]
    print(names[i], row, sum(row))
