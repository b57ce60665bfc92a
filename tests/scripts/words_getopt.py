import getopt
import sys


def usage():
    print("Usage: words_getopt.py -i <inputfile> [-v]")


def main(argv):
    inputfile, verbose = "", False
    try:
        opts, args = getopt.getopt(argv, "hi:v", ["ifile=", "verbose"])
    except getopt.GetoptError as error:
        print(error)
        usage()
        sys.exit(2)
    for opt, arg in opts:
        if opt == "-h":
            usage()
            sys.exit()
        elif opt in ("-i", "--ifile"):
            inputfile = arg
        elif opt in ("-v", "--verbose"):
            verbose = True
    print("Input:", inputfile, "verbose" if verbose else "quiet", args)


if __name__ == "__main__":
    main(sys.argv[1:])
