"""The far side of a run: stdlib only, read by the interpreter of the script (3.8 and later).

* `child` starts, `guard` splits off, `work` does the job: a script (`starts`), a call (`calls/`), or a parser that is
  caught (`argparsers/`, `clicks/`; `absent/` stands in for what cannot be imported, `still` holds the script still).
* `say` tells the near side, `asks` turns reads of standard input into questions, `results` and `tables` give results.
* `progress` tells how far the script is, at a `pace`; `bars` are those of libraries, which `finders` meet.
* `neighbours` keeps the script's modules and ours apart; `packages` is a program of its own, for the doctor.

Its modules import each other as `_shipway.…`, see `child`.
"""
