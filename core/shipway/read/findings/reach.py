"""What reaches outside of a script: full names of calls, by the code of the finding that they are."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

SAYS: Final = {
    "asks": "asks its user",
    "window": "opens a window",
    "port": "opens a port",
    "network": "uses the network",
    "shell": "runs another program",
    "processes": "starts processes or threads of its own",
    "device": "uses a device of its machine",
    "terminal": "draws on a terminal",
    "root": "asks whether it is root",
    "loops": "goes on until it is ended",
    "clock": "depends on the day and the clock",
}

_TABLE: Final = {
    "asks": """
        input getpass.getpass click.prompt click.confirm click.getchar click.pause typer.prompt typer.confirm
        rich.prompt.*.ask rich.prompt.*().ask questionary.* inquirer.prompt PyInquirer.prompt
        prompt_toolkit.prompt prompt_toolkit.PromptSession().prompt pwinput.pwinput stdiomask.getpass
        easygui.*box pyinputplus.* InquirerPy.prompt
    """,
    "window": """
        tkinter.Tk tkinter.Toplevel tkinter.messagebox.* tkinter.filedialog.* tkinter.simpledialog.*
        tkinter.colorchooser.* Tkinter.Tk tkMessageBox.* tkFileDialog.* customtkinter.CTk PySimpleGUI.Window
        PySimpleGUI.[pP]opup* FreeSimpleGUI.Window FreeSimpleGUI.popup* PyQt4.QtGui.QApplication
        PyQt[56].QtWidgets.QApplication PySide*.QtWidgets.QApplication PyQt5.Qt.QApplication
        pygame.display.set_mode turtle.Turtle turtle.Screen turtle.done turtle.mainloop turtle.exitonclick
        turtle.forward turtle.setup turtle.getscreen turtle.fd matplotlib.pyplot.show pylab.show
        matplotlib.pylab.show matplotlib.pyplot.figure().show cv2.imshow cv2.namedWindow cv2.cv2.imshow
        webbrowser.open* wx.App wx.PySimpleApp pyglet.window.Window arcade.Window arcade.open_window easygui.*
        PIL.Image.*.show plotly.*.show bokeh.plotting.show bokeh.io.show kivy.app.App().run
        dearpygui.dearpygui.create_viewport eel.start webview.start PIL.ImageShow.show gi.repository.Gtk.Window
        gi.repository.Gtk.main pymsgbox.* pyautogui.alert pyautogui.prompt open3d.visualization.* vpython.*
        graphics.GraphWin flet.app folium.*.show_in_browser
    """,
    "port": """
        http.server.HTTPServer http.server.ThreadingHTTPServer http.server.test socketserver.*Server
        BaseHTTPServer.HTTPServer SocketServer.*Server socket.socket().bind socket.socket().listen
        socket.create_server flask.Flask().run quart.Quart().run uvicorn.run hypercorn.asyncio.serve
        waitress.serve xmlrpc.server.*Server asyncio.start_server asyncio.start_unix_server
        asyncio.get_event_loop().create_server asyncio.get_running_loop().create_server aiohttp.web.run_app
        aiohttp.web.TCPSite wsgiref.simple_server.make_server bottle.run bottle.Bottle().run cherrypy.quickstart
        tornado.web.Application().listen tornado.httpserver.HTTPServer().listen gradio.*().launch
        dash.Dash().run dash.Dash().run_server websockets.serve websockets.server.serve
        flask_socketio.SocketIO().run grpc.server sanic.Sanic().run twisted.internet.reactor.listen*
        eventlet.listen gevent.pywsgi.WSGIServer multiprocessing.connection.Listener nicegui.ui.run
        prometheus_client.start_http_server pyftpdlib.servers.FTPServer zmq.Context().socket().bind
    """,
    "network": """
        requests.get requests.post requests.put requests.delete requests.head requests.patch requests.options
        requests.request requests.Session requests.session requests.Session().VERB requests.session().VERB
        httpx.get httpx.post httpx.put httpx.delete httpx.head httpx.patch httpx.request httpx.stream
        httpx.Client httpx.AsyncClient httpx.Client().VERB httpx.AsyncClient().VERB urllib.request.urlopen
        urllib.request.urlretrieve urllib.request.build_opener urllib.request.build_opener().open
        urllib.request.URLopener urllib.urlopen urllib.urlretrieve urllib2.urlopen urllib2.build_opener
        http.client.HTTP*Connection httplib.HTTP*Connection urllib3.PoolManager urllib3.PoolManager().VERB
        urllib3.request aiohttp.ClientSession aiohttp.request socket.socket().connect socket.socket().connect_ex
        socket.socket().sendto socket.create_connection socket.gethostbyname* socket.getaddrinfo
        asyncio.open_connection smtplib.SMTP* ftplib.FTP* poplib.POP3* imaplib.IMAP4* nntplib.NNTP*
        telnetlib.Telnet xmlrpc.client.ServerProxy paramiko.SSHClient paramiko.Transport fabric.Connection
        netmiko.ConnectHandler boto3.client boto3.resource boto3.Session boto3.session.Session boto.connect_*
        botocore.session.get_session openai.OpenAI openai.AsyncOpenAI openai.AzureOpenAI openai.*.create
        anthropic.Anthropic anthropic.AsyncAnthropic google.generativeai.* google.genai.Client cohere.Client
        ollama.* replicate.run groq.Groq mistralai.* googleapiclient.discovery.build google.cloud.*.*Client
        azure.*.*Client* selenium.webdriver.Chrome selenium.webdriver.Firefox selenium.webdriver.Edge
        selenium.webdriver.Safari selenium.webdriver.Remote selenium.webdriver.PhantomJS
        playwright.sync_api.sync_playwright playwright.async_api.async_playwright undetected_chromedriver.Chrome
        splinter.Browser mechanize.Browser mechanicalsoup.* cloudscraper.create_scraper
        requests_html.HTMLSession requests_html.HTMLSession().VERB feedparser.parse yt_dlp.YoutubeDL
        youtube_dl.YoutubeDL pytube.YouTube pytube.Playlist pafy.new wikipedia.* wikipediaapi.Wikipedia
        tweepy.API tweepy.Client tweepy.Stream praw.Reddit yfinance.download yfinance.Ticker pandas_datareader.*
        gspread.authorize gspread.service_account gspread.oauth pymongo.MongoClient psycopg2.connect
        psycopg.connect mysql.connector.connect MySQLdb.connect pymysql.connect pyodbc.connect redis.Redis
        redis.StrictRedis elasticsearch.Elasticsearch influxdb.InfluxDBClient pika.BlockingConnection
        kafka.Kafka* paho.mqtt.client.Client websocket.create_connection websocket.WebSocketApp
        websockets.connect discord.Client discord.ext.commands.Bot telegram.Bot telegram.ext.Updater
        telebot.TeleBot telepot.Bot aiogram.Bot slack_sdk.WebClient slack.WebClient slackclient.SlackClient
        twilio.rest.Client googlesearch.search gtts.gTTS geopy.geocoders.* geocoder.* instaloader.Instaloader
        nltk.download transformers.pipeline transformers.*.from_pretrained huggingface_hub.*
        datasets.load_dataset torch.hub.* gdown.download wget.download whois.whois speedtest.Speedtest
        dns.resolver.* pywhatkit.* github.Github gitlab.Gitlab jira.JIRA ccxt.* binance.client.Client pyowm.OWM
        forex_python.* newspaper.Article* duckduckgo_search.* scapy.all.send* scapy.all.sr* nmap.PortScanner
        ping3.* zmq.Context().socket().connect shodan.Shodan sklearn.datasets.fetch_*
        tensorflow.keras.datasets.*.load_data keras.datasets.*.load_data seaborn.load_dataset spotipy.Spotify
        pydrive.drive.GoogleDrive dropbox.Dropbox requests_futures.sessions.FuturesSession
    """,
    "shell": """
        subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen
        subprocess.getoutput subprocess.getstatusoutput os.system os.popen* os.exec* os.spawn* os.posix_spawn*
        os.startfile pty.spawn commands.getoutput commands.getstatusoutput sh.* pexpect.spawn pexpect.run
        pexpect.spawnu pexpect.popen_spawn.* asyncio.create_subprocess_exec asyncio.create_subprocess_shell
        plumbum.* invoke.run invoke.Context().run delegator.run wexpect.spawn winpty.* get_ipython().system
        popen2.* envoy.run fabric.api.local click.launch typer.launch click.edit ffmpeg.run ffmpeg.*.run
    """,
    "processes": """
        multiprocessing.Process multiprocessing.Pool multiprocessing.pool.* multiprocessing.dummy.Pool
        multiprocessing.Manager concurrent.futures.ProcessPoolExecutor
        concurrent.futures.process.ProcessPoolExecutor concurrent.futures.ThreadPoolExecutor
        concurrent.futures.thread.ThreadPoolExecutor os.fork os.forkpty threading.Thread threading.Timer
        _thread.start_new_thread thread.start_new_thread daemon.DaemonContext joblib.Parallel
        torch.multiprocessing.Process torch.multiprocessing.spawn ray.init dask.distributed.Client
        pathos.multiprocessing.*
    """,
    "device": """
        sounddevice.* pyaudio.PyAudio speech_recognition.Microphone serial.Serial RPi.GPIO.* smbus.SMBus
        smbus2.SMBus gpiozero.* pynput.*.Listener pynput.*.Controller keyboard.* mouse.* pyautogui.*
        playsound.playsound winsound.* usb.core.find bluetooth.* pyttsx3.init board.* picamera.* spidev.*
        simpleaudio.* pyperclip.* pygame.mixer.init mss.mss PIL.ImageGrab.grab* evdev.* pygetwindow.*
    """,
    "terminal": """
        curses.wrapper curses.initscr os.get_terminal_size termios.tcsetattr tty.setraw tty.setcbreak
        msvcrt.getch* msvcrt.kbhit blessed.Terminal blessings.Terminal urwid.MainLoop
        asciimatics.screen.Screen.* getch.getch prompt_toolkit.PromptSession prompt_toolkit.Application
        readchar.* textual.app.App().run npyscreen.* readline.parse_and_bind colorama.init
        simple_term_menu.TerminalMenu pick.pick
    """,
    "root": "os.setuid os.setgid os.chroot os.seteuid ctypes.windll.shell32.IsUserAnAdmin elevate.elevate",
    "loops": """
        tkinter.mainloop turtle.done turtle.mainloop turtle.exitonclick twisted.internet.reactor.run
        signal.pause gi.repository.Gtk.main telebot.TeleBot().polling telebot.TeleBot().infinity_polling
        discord.Client().run discord.ext.commands.Bot().run
    """,
    "clock": """
        datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow datetime.date.today arrow.now
        arrow.utcnow pendulum.now pendulum.today pandas.Timestamp.now pandas.Timestamp.today
    """,
}
"""`*` stands for any text, dots too; "()" for a call."""

ANYWHERE: Final = {"serve_forever": "loops", "run_forever": "loops", "mainloop": "loops", "exitonclick": "loops"}
"""Methods that no other library calls so, whatever their object is."""

_VERBS: Final = ("get", "post", "put", "delete", "head", "patch", "options", "request", "send", "stream")

ONCE: Final = ("turtle.", "sh.", "keyboard.", "mouse.", "pyautogui.", "RPi.", "gpiozero.", "questionary.", "pyperclip.")
"""Libraries that are called again and again for one purpose: the first call tells."""


def names_of(text: str) -> frozenset[str]:
    """Give the words of a text as a set of names."""
    return frozenset(text.split())


def codes_of(name: str) -> tuple[str, ...]:
    """Give the codes of what a call of this full name is."""
    exact, patterns = _rows()
    first = name.partition(".")[0]
    found = [
        *exact.get(name, ()),
        *(code for pattern, code in patterns.get(first, ()) if pattern.fullmatch(name) and "._" not in name),
    ]
    return tuple(dict.fromkeys(found))


def is_known(name: str) -> bool:
    """Tell whether anything is known of a call of this full name."""
    return bool(codes_of(name))


@cache
def _rows() -> tuple[dict[str, list[str]], dict[str, list[tuple[re.Pattern[str], str]]]]:
    """Sort the table: names as they stand, and patterns by their first part."""
    exact: dict[str, list[str]] = {}
    patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for name, code in _entries():
        first = name.partition(".")[0]
        if not set(name) & {"*", "["}:
            exact.setdefault(name, []).append(code)
            continue
        for library in _libraries(first):
            rest = name[len(first) :]
            patterns.setdefault(library, []).append((_pattern(library + rest), code))
    return exact, patterns


def _pattern(name: str) -> re.Pattern[str]:
    """Give the pattern of a name; a last `*` stands for no call: what is done with a result is no finding again."""
    if name.endswith("*"):
        return re.compile(fnmatch.translate(name[:-1]).removesuffix(r"\Z") + r"[^()]*\Z")
    return re.compile(fnmatch.translate(name))


def _entries() -> Iterator[tuple[str, str]]:
    for code, text in _TABLE.items():
        for name in text.split():
            if name.endswith("VERB"):
                yield from ((name[:-4] + verb, code) for verb in _VERBS)
            else:
                yield name, code


def _libraries(first: str) -> tuple[str, ...]:
    """Give the libraries that a first part stands for."""
    return {"PyQt[56]": ("PyQt5", "PyQt6"), "PySide*": ("PySide2", "PySide6")}.get(first, (first,))
