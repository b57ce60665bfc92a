import sys

if len(sys.argv) < 3:
    print("usage: %s infile outfile [lines]" % sys.argv[0])
    sys.exit(1)

infile = sys.argv[1]
outfile = sys.argv[2]
lines = int(sys.argv[3]) if len(sys.argv) > 3 else 10

with open(infile) as source, open(outfile, "w") as target:
    for number, line in enumerate(source):
        if number >= lines:
            break
        target.write(line)
print("copied to", outfile)
