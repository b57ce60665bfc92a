"""The far side of a run: stdlib only, read by the interpreter of the script (3.8 and later)."""
