"""How a run is contained: `kernel` calls the system, `sealing` makes namespaces, `limits` sets what a process may use.

Three levels, each of which holds what the one before it does:

* `limits`: a folder and a process group of its own, a clean environment, limits of time, memory, files and output.
* `tree`: whatever it starts ends with it, however it was started, and nothing in it gains rights (Linux).
* `sealed`: it sees no process but its own, no network, and no file but the script's, its own and the system's.
"""
