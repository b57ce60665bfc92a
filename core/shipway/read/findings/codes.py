"""The codes of findings, and what each means for sharing a script."""

from __future__ import annotations

from typing import Final

MEANINGS: Final = {
    "loops": "On a page a visitor's run goes on until its time is up, in a window and in a bundle until it is stopped.",
    "asks": "On a page and in a window the question becomes a field; a site that keeps no runs asks it again.",
    "window": "On a page nobody sees that window; a bundle must carry its library, and the machine needs a screen.",
    "port": "On a page each visitor's run would open it again, and a host lets no port but its own through.",
    "network": "On a page it calls from the server, as the server; a bundle works only where the network is reached.",
    "shell": "Whoever runs it needs that program; on a page it runs on the server: mind what of an input reaches it.",
    "edits": "On a page only files of the visitor's own run are reached; in a window and a bundle, the user's own.",
    "fixed_path": "On a page and in a bundle it runs in another folder: make the path an input, or carry the file.",
    "secret": "Whoever runs it must bring the secret; what a bundle holds can be read by everybody who has it.",
    "random": "The same inputs give another result each time, and two people cannot compare what they got.",
    "clock": "The same inputs give another result on another day, and a server may have another time zone.",
    "gpu": "It stops on a machine without such a GPU, as most laptops and hosts are.",
    "processes": "On a page they count towards a run's limits, and end with it; a bundle starts itself for each.",
    "device": "On a page it would be the server's device, and a server has none; in a bundle it is the user's own.",
    "terminal": "Window and page show it as text without colours; what needs a terminal gets one of 80 by 24.",
    "system": "It runs on that system only: choose a host, and make a bundle, of the same one.",
    "registry": "On a page it would be the server's registry; in a bundle the user's own is changed.",
    "root": "A host and a page give no such rights, and users do not like to.",
    "large": "Below that line there may be more that whoever shares it should know.",
    "given_code": "Whoever can give it an input can run code: on a page, on the server.",
}
"""What a finding of each code means on a page, in a window, in a bundle or on a host."""
