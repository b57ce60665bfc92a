"""Findings: each case is a script, and exactly the codes and lines that are found in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of, write
from shipway.cli.show import describe
from shipway.read.findings import findings
from shipway.read.findings.codes import MEANINGS
from shipway.read.source import Source
from shipway.spec import from_json, to_json

FOUND: list[tuple[str, set[tuple[str, int]]]] = [
    # asks
    ("name = input('Name: ')", {("asks", 1)}),
    ("from getpass import getpass as ask\nask()", {("asks", 2)}),
    ("import click\n\ndef f():\n    return click.confirm('Sure?')", {("asks", 4)}),
    ("from rich.prompt import Prompt\nname = Prompt.ask('Name')", {("asks", 2)}),
    ("try:\n    input = raw_input\nexcept NameError:\n    pass\nprint(input('x'))", {("asks", 5)}),
    # loops
    ("while True:\n    print(1)", {("loops", 1)}),
    ("while 1:\n    for x in y:\n        break", {("loops", 1)}),
    ("while not False:\n    try:\n        work()\n    except KeyboardInterrupt:\n        break", {("loops", 1)}),
    ("import itertools\nfor n in itertools.count(5):\n    print(n)", {("loops", 2)}),
    ("from itertools import count as c\nfor i, n in enumerate(c()):\n    print(n)", {("loops", 2)}),
    ("running = True\nwhile running:\n    step()", {("loops", 2)}),
    ("import schedule, time\nwhile True:\n    schedule.run_pending()\n    time.sleep(1)", {("loops", 2)}),
    ("import sys\nwhile True:\n    try:\n        sys.exit()\n    except:\n        pass", {("loops", 3 - 1)}),
    ("while True:\n    def inner():\n        return 1", {("loops", 1)}),
    (
        "import http.server as h\ns = h.HTTPServer(('', 80), X)\ns.serve_forever()",
        {("port", 2), ("loops", 3)},
    ),
    ("import asyncio\nloop = asyncio.get_event_loop()\nloop.run_forever()", {("loops", 3)}),
    # windows
    ("import tkinter as tk\nroot = tk.Tk()\nroot.mainloop()", {("window", 2), ("loops", 3)}),
    ("from tkinter import *\nroot = Tk()\nmainloop()", {("window", 2), ("loops", 3)}),
    ("import tkinter\nclass App(tkinter.Tk):\n    pass\napp = App()", {("window", 4)}),
    ("import PySimpleGUI as sg\nwindow = sg.Window('T', [[]])", {("window", 2)}),
    ("import sys\nfrom PyQt5.QtWidgets import QApplication\napp = QApplication(sys.argv)", {("window", 3)}),
    ("from PySide6 import QtWidgets as w\napp = w.QApplication([])", {("window", 2)}),
    ("import pygame\npygame.init()\nscreen = pygame.display.set_mode((3, 4))", {("window", 3)}),
    ("import turtle\nt = turtle.Turtle()\nt.forward(3)\nturtle.done()", {("window", 2), ("loops", 4)}),
    ("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()", {("window", 3)}),
    ("from pylab import *\nshow()", {("window", 2)}),
    ("import cv2\ndef look(image):\n    cv2.imshow('x', image)", {("window", 3)}),
    ("from webbrowser import open_new_tab\nopen_new_tab('x')", {("window", 2)}),
    ("from PIL import Image\nim = Image.open(name)\nim.rotate(3).show()", {("window", 3)}),
    # ports
    ("import socket\ns = socket.socket()\ns.bind(('', 80))\ns.listen()", {("port", 3), ("port", 4)}),
    ("import socket\nwith socket.socket() as s:\n    s.bind(('', 80))", {("port", 3)}),
    ("from flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    app.run()", {("port", 4)}),
    ("import uvicorn\nuvicorn.run('x:app')", {("port", 2)}),
    ("from xmlrpc.server import SimpleXMLRPCServer\ns = SimpleXMLRPCServer(('', 1))", {("port", 2)}),
    ("import asyncio\nasync def main():\n    s = await asyncio.start_server(f, '', 1)", {("port", 3)}),
    # network
    ("import requests\nr = requests.get(url)", {("network", 2)}),
    ("import requests as rq\ns = rq.Session()\ns.post(url)", {("network", 2), ("network", 3)}),
    ("from urllib.request import urlopen\nurlopen(u).read()", {("network", 2)}),
    ("import urllib.request\nurllib.request.urlretrieve(u, f)", {("network", 2)}),
    ("import httpx\nasync def f():\n    async with httpx.AsyncClient() as c:\n        await c.get(u)",
     {("network", 3), ("network", 4)}),
    ("import socket\nclass C:\n    def __init__(self):\n        self.s = socket.socket()\n    def go(self):\n"
     "        self.s.connect(('h', 1))", {("network", 6)}),
    ("import smtplib, ssl\nsmtplib.SMTP_SSL('h')", {("network", 2)}),
    ("import ftplib\nf = ftplib.FTP('h')", {("network", 2)}),
    ("import paramiko\nc = paramiko.SSHClient()", {("network", 2)}),
    ("import boto3\ns3 = boto3.client('s3')", {("network", 2)}),
    ("import openai\nopenai.ChatCompletion.create(model='x')", {("network", 2)}),
    ("import pandas as pd\ndf = pd.read_csv('https://example.org/x.csv')", {("network", 2)}),
    ("URL = 'http://h/x'\nimport pandas as pd\ndf = pd.read_json(URL)", {("network", 3)}),
    ("def fetch(u):\n    import requests\n    return requests.get(u)", {("network", 3)}),
    # programs
    ("import subprocess as sp\nsp.run(['ls'])", {("shell", 2)}),
    ("import os\nos.system('dir ' + x)", {("shell", 2)}),
    ("from os import popen\npopen('x').read()", {("shell", 2)}),
    ("import subprocess\nrun = subprocess.check_output\nrun('x', shell=True)", {("shell", 3)}),
    ("import sh\nsh.git('log')\nsh.git('status')", {("shell", 2)}),
    ("import pexpect\nc = pexpect.spawn('ssh h')", {("shell", 2)}),
    ("import os\nos.system('clear')", {("shell", 2), ("terminal", 2)}),
    ("import subprocess\nsubprocess.run(['sudo', 'ls'])", {("shell", 2), ("root", 2)}),
    # edits
    ("import os\nos.remove(name)", {("edits", 2)}),
    ("from os import unlink as gone\ngone(name)", {("edits", 2)}),
    ("import shutil\nshutil.rmtree(folder)", {("edits", 2)}),
    ("from pathlib import Path\ndef f(p: Path):\n    p.unlink()", {("edits", 3)}),
    ("from pathlib import Path\nfor p in Path(x).glob('*'):\n    p.rename(p.with_suffix('.b'))", {("edits", 3)}),
    ("with open(name, 'r+') as f:\n    f.truncate()", {("edits", 1)}),
    ("def f(n):\n    t = open(n).read()\n    open(n, 'w').write(t)", {("edits", 3)}),
    ("from pathlib import Path\np = Path(x)\np.write_text(p.read_text() + y)\n", {("edits", 3)}),
    ("import fileinput\nfor line in fileinput.input(inplace=True):\n    print(line)", {("edits", 2)}),
    ("import os, sys\nfor n in sys.argv[1:]:\n    os.rename(n, n.lower())", {("edits", 3)}),
    # paths
    ("open('data.csv')", {("fixed_path", 1)}),
    ("import pandas as pd\npd.read_csv('data.csv').to_csv('out.csv')", {("fixed_path", 2)}),
    ("from pathlib import Path\nPath('a.txt').read_text()", {("fixed_path", 2)}),
    ("LOG = '/var/log/x.log'\nwith open(LOG, 'a') as f:\n    pass", {("fixed_path", 2)}),
    ("FOLDER = 'C:\\\\Users\\\\ann'", {("fixed_path", 1)}),
    ("import os\nos.path.expanduser('~/x')", {("fixed_path", 2)}),
    ("from pathlib import Path\nh = Path.home() / '.x'", {("fixed_path", 2)}),
    ("import os\nhere = os.path.dirname(os.path.abspath(__file__))\nopen(os.path.join(here, 'm.txt'))",
     {("fixed_path", 3)}),
    ("from pathlib import Path\nP = Path(__file__).parent / 'w.txt'\nt = P.read_text()", {("fixed_path", 3)}),
    ("import sqlite3\nc = sqlite3.connect('my.db')", {("fixed_path", 2)}),
    ("import logging\nlogging.basicConfig(filename='x.log')", {("fixed_path", 2)}),
    ("import matplotlib.pyplot as plt\nplt.savefig('x.png')", {("fixed_path", 2)}),
    # secrets
    ("import os\nk = os.environ['OPENAI_API_KEY']", {("secret", 2)}),
    ("from os import environ as e\nk = e.get('DB_PASSWORD')", {("secret", 2)}),
    ("import os\nN = 'GH_TOKEN'\nk = os.getenv(N)", {("secret", 3)}),
    ("from dotenv import load_dotenv\nload_dotenv()", {("secret", 2)}),
    ("API_KEY = 'a8f3k20dkf93'", {("secret", 1)}),
    ("connect(user='ann', password='hunter2')", {("secret", 1)}),
    ("s = 'AKIAIOSFODNN7ABCDEFG'", {("secret", 1)}),
    # chance
    ("import random\nprint(random.choice(x))\nprint(random.random())", {("random", 2)}),
    ("from random import shuffle\nshuffle(x)", {("random", 2)}),
    ("import numpy as np\nx = np.random.rand(3)", {("random", 2)}),
    ("import numpy as np\nr = np.random.default_rng()\nr.normal()", {("random", 2)}),
    ("import random\nrandom.seed()\nrandom.randint(1, 6)", {("random", 3)}),
    ("import random, numpy\nrandom.seed(1)\nnumpy.random.randint(3)", {("random", 3)}),
    # GPU, systems, others
    ("model = build().cuda()", {("gpu", 1)}),
    ("import torch\nd = torch.device('cuda')", {("gpu", 2)}),
    ("import torch\nx = torch.zeros(3, device='cuda:0')", {("gpu", 2)}),
    ("import cupy as cp", {("gpu", 1)}),
    ("import winreg\nwinreg.SetValueEx(k, 'a', 0, 1, 'x')", {("system", 1), ("registry", 2)}),
    ("import fcntl", {("system", 1)}),
    ("import subprocess\nsubprocess.call(['osascript', '-e', s])", {("shell", 2), ("system", 2)}),
    ("import os\nif os.geteuid() != 0:\n    print('root!')", {("root", 2)}),
    ("import multiprocessing as mp\nwith mp.Pool(4) as p:\n    p.map(f, x)", {("processes", 2)}),
    ("import threading\nclass T(threading.Thread):\n    pass\nT().start()", {("processes", 4)}),
    ("import curses\ncurses.wrapper(main)", {("terminal", 2)}),
    ("print('\\033[31mred')\nprint('\\033[0m')", {("terminal", 1)}),
    ("def f(x):\n    return eval(x)", {("given_code", 2)}),
    ("import pickle\npickle.load(f)", {("given_code", 2)}),
    ("import yaml\nyaml.load(f)", {("given_code", 2)}),
    ("(a)\n" * 20_000 + "eval(b)", {("large", 15_000)}),
    ("import cv2\nc = cv2.VideoCapture(0)", {("device", 2)}),
    ("from datetime import date, datetime as dt\nprint(date.today())\nprint(dt.now())", {("clock", 2), ("clock", 3)}),
]  # fmt: skip

NOTHING = [
    '"""input(); while True: pass; os.system("x")"""',
    "# os.remove('x')\nx = 1  # input()",
    "def f():\n    '''open('data.csv')'''",
    "def input(x):\n    return x\ninput('a')",
    "def open(x):\n    return x\nopen('data.csv')",
    "def f(requests):\n    return requests.get('x')",
    "requests = {}\nrequests.get('x')",
    "class Session:\n    def get(self, x): ...\nSession().get('http://x')",
    "def f(os):\n    os.system('x')",
    "import random as r\nr = thing()\nx = 5",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import winreg",
    "if False:\n    input('x')",
    "def test_it():\n    input('x')",
    "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n        input('x')",
    "while True:\n    if done():\n        break",
    "def f():\n    while True:\n        return 1",
    "def g():\n    while True:\n        yield 1",
    "while True:\n    raise ValueError",
    "import sys\nwhile True:\n    sys.exit()",
    "import sys\nwhile True:\n    try:\n        sys.exit()\n    except Exception:\n        pass",
    "def leave():\n    exit()\nwhile True:\n    leave()",
    "while True:\n    try:\n        x = next(it)\n    except StopIteration:\n        break",
    "while True:\n    for x in y:\n        pass\n    else:\n        break",
    "import itertools\nfor n in itertools.count():\n    if n > 3:\n        break",
    "import itertools\nfor n in itertools.islice(itertools.count(), 3):\n    print(n)",
    "for x in iter(read, ''):\n    print(x)",
    "running = True\nwhile running:\n    running = step()",
    "running = True\ndef stop():\n    global running\n    running = False\nwhile running:\n    step()",
    "while x:\n    pass",
    "import matplotlib.pyplot as plt\nplt.plot([1])\nfig = plt.figure()",
    "import tkinter as tk\nx = tk.END",
    "import socket\nn = socket.gethostname()",
    "from urllib.parse import quote\nquote('x')",
    "import requests\ntry:\n    x\nexcept requests.RequestException:\n    pass",
    "import requests\ns: requests.Session\nh = requests.utils.quote('x')",
    "import pandas as pd\npd.read_csv(path)",
    "import sqlite3\nc = sqlite3.connect(':memory:')",
    "import subprocess\ntry:\n    x\nexcept subprocess.CalledProcessError:\n    pass",
    "import os\nprint(os.path.join('a', 'b'), os.getcwd(), os.sep)",
    "text = 'a'.replace('a', 'b')",
    "from pathlib import Path\nname = str(Path(x)).replace('a', 'b')",
    "import shutil, tempfile\nd = tempfile.mkdtemp()\nshutil.rmtree(d)",
    "import os\nos.remove(tmp_path)",
    "def f(a, b):\n    open(b, 'w').write(open(a).read())",
    "open(name)\nopen(name)",
    "def f(a):\n    return open(a)\ndef g(a):\n    return open(a, 'w')",
    "import sys\nf = open(sys.argv[1])",
    "open('/dev/null', 'w')",
    "x = '/home'\ny = '/'\nroute = '/users/<id>'",
    "import os\nd = os.environ['HOME_PAGE']\nk = os.getenv('KEYBOARD')\np = os.environ.get('PATH')",
    "PASSWORD = os.environ\npassword = ''\napi_key = 'YOUR_API_KEY'\ntoken = 'abc'",
    "parser.add_argument('--password', help='the password')\ntoken = 'IDENT'",
    "secret_key = None\npassword = read_it()\nPASSWORD = 'PASSWORD'",
    "import random\nrandom.seed(5)\nrandom.random()",
    "import random\nr = random.Random(5)\nr.choice(x)",
    "import numpy as np\nr = np.random.default_rng(42)\nr.normal()",
    "import numpy as np\nnp.random.seed(0)\nnp.random.rand(3)",
    "import secrets\nprint(secrets.choice(x))",
    "import torch\nd = 'cuda' if torch.cuda.is_available() else 'cpu'\nm = net().to(d)",
    "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np",
    "try:\n    import msvcrt\nexcept ImportError:\n    msvcrt = None",
    "import sys\nif sys.platform == 'win32':\n    import winreg",
    "import shutil\nw = shutil.get_terminal_size()",
    "eval('1 + 1')\nimport ast\nast.literal_eval(x)",
    "import json, pickle\njson.loads(x)\npickle.dumps(x)",
    "import yaml\nyaml.safe_load(f)\nyaml.load(f, Loader=yaml.SafeLoader)",
    "import time\nt = time.time()",
    "import datetime\nd = datetime.date(2026, 1, 1)\ne = datetime.datetime.strptime(x, y)",
    "import cv2\nc = cv2.VideoCapture(path)",
    "class A:\n    def mainloop(self): ...\n    def go(self):\n        self.mainloop()",
    "sp = object()\nsp.run('ls')",
    "def clear(d):\n    try:\n        while True:\n            d.popitem()\n    except KeyError:\n        pass",
    "import os, sys\np = os.path.expanduser(sys.argv[1])",
    "import os\nmine = os.stat(p).st_uid == os.getuid()",
    "import os\ntry:\n    w = os.get_terminal_size()\nexcept OSError:\n    w = 80",
    "import smtplib\ndef end(s: smtplib.SMTP):\n    s.quit()",
    "import os\nclass os2:\n    def system(self): ...\nos2().system()",
]


def found(folder: Path, text: str) -> set[tuple[str, int]]:
    every = findings(Source.of(write(folder, text)))
    assert all(one.meaning == MEANINGS[one.code] and one.text for one in every)
    assert len({(one.code, one.line) for one in every}) == len(every)
    return {(one.code, one.line) for one in every}


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[f"{n}-{text[:30]}" for n, (text, _) in enumerate(FOUND)])
def test_what_an_author_should_know_is_found_at_its_line(
    tmp_path: Path, text: str, expected: set[tuple[str, int]]
) -> None:
    assert found(tmp_path, text) == expected


@pytest.mark.parametrize("text", NOTHING, ids=[f"{n}-{text[:30]}" for n, text in enumerate(NOTHING)])
def test_what_only_looks_so_is_no_finding(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == set()


def test_every_code_is_shown_by_a_case() -> None:
    assert {code for _, expected in FOUND for code, _ in expected} == set(MEANINGS)


def test_a_secret_that_a_script_holds_is_never_told(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "API_KEY = 'a8f3k20dkf93'\nconnect('x', password='hunter2')\n")
    assert [one.code for one in reading.findings] == ["secret", "secret"]
    assert not {"a8f3k20dkf93", "hunter2"} & set(str(reading.findings).replace("'", " ").split())
    assert "hunter2" not in describe(reading)


def test_every_dialect_has_its_findings(tmp_path: Path) -> None:
    for head in ("import sys\nsys.argv\n", "import argparse\nargparse.ArgumentParser().parse_args()\n",
                 "def f(x: int):\n    return x\n", "x = input()\n"):  # fmt: skip
        reading = reading_of(tmp_path, head + "import os\nos.system('ls')\n")
        assert "shell" in {one.code for one in reading.findings}, head


def test_findings_are_shown_with_their_lines_and_meanings(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "def f(x: int):\n    import os\n    os.remove('x')\n")
    assert "line 3: deletes a file (os.remove)" in describe(reading)
    assert MEANINGS["edits"] in describe(reading)
    assert from_json(to_json(reading)).findings == reading.findings


def test_a_script_nested_beyond_measure_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "x = " + " + ".join(["y"] * 2000) + "\nz = " + ".a".join(["q"] * 1500) + "\ninput()\n")
    assert isinstance(findings(Source.of(path)), tuple)


def test_names_that_are_made_of_each_other_end(tmp_path: Path) -> None:
    text = "a = b / 1\nb = a / 2\n" + "".join(f"a = a / b / {n}\nb = b / a\n" for n in range(400)) + "a.unlink()\n"
    assert found(tmp_path, text) == set()


def test_the_table_of_codes_is_in_the_documents() -> None:
    text = Path(__file__).parent.parent.joinpath("docs/formats.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in text for code in MEANINGS)
