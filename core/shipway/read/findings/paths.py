"""Findings about files: fixed paths that are read or written, and files that are changed where they lie."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

from shipway.read.findings.calls import Found, is_temporary
from shipway.read.findings.names import Scope
from shipway.read.findings.reach import names_of
from shipway.read.findings.sites import Site

_READS: Final = names_of(
    """
    codecs.open io.open gzip.open bz2.open lzma.open zipfile.ZipFile tarfile.open tarfile.TarFile.open wave.open
    numpy.load numpy.loadtxt numpy.genfromtxt numpy.fromfile PIL.Image.open cv2.imread cv2.VideoCapture
    cv2.CascadeClassifier matplotlib.pyplot.imread matplotlib.image.imread imageio.imread skimage.io.imread
    os.listdir os.scandir os.walk os.chdir glob.glob glob.iglob shutil.copy shutil.copyfile shutil.copy2
    shutil.copytree configparser.ConfigParser().read configparser.RawConfigParser().read torch.load joblib.load
    openpyxl.load_workbook xlrd.open_workbook docx.Document PyPDF2.PdfReader PyPDF2.PdfFileReader pypdf.PdfReader
    fitz.open pygame.image.load pygame.mixer.Sound pygame.mixer.music.load pygame.font.Font tkinter.PhotoImage
    PIL.ImageFont.truetype xml.etree.ElementTree.parse lxml.etree.parse geopandas.read_file cv2.dnn.readNet
    cv2.dnn.readNetFromCaffe keras.models.load_model tensorflow.keras.models.load_model sqlite3.connect shelve.open
    dbm.open logging.config.fileConfig os.startfile pydub.AudioSegment.from_file pydub.AudioSegment.from_wav
    pydub.AudioSegment.from_mp3 librosa.load soundfile.read scipy.io.wavfile.read scipy.io.loadmat h5py.File
    netCDF4.Dataset xarray.open_dataset polars.read_csv csvkit.reader toml.load linecache.getline mmap.open
    fileinput.input fileinput.FileInput dotenv.dotenv_values
    """
)
_WRITES: Final = names_of(
    """
    numpy.save numpy.savetxt numpy.savez numpy.savez_compressed cv2.imwrite cv2.VideoWriter
    matplotlib.pyplot.savefig matplotlib.pyplot.imsave imageio.imwrite imageio.imsave skimage.io.imsave
    logging.FileHandler os.mkdir os.makedirs logging.handlers.RotatingFileHandler
    logging.handlers.TimedRotatingFileHandler xlsxwriter.Workbook pandas.ExcelWriter scipy.io.wavfile.write
    scipy.io.savemat soundfile.write
    """
)
_READING: Final = ("read_text", "read_bytes", "iterdir", "glob", "rglob")
_WRITING: Final = ("write_text", "write_bytes", "touch", "mkdir")
_SAVERS: Final = names_of(
    """
    to_csv to_excel to_json to_parquet to_pickle to_html to_feather to_hdf savefig to_markdown to_latex write_html
    write_image to_file save_to_file
    """
)
_HOME: Final = ("os.path.expanduser", "pathlib.Path.home", "pathlib.Path().expanduser")
_JOINS: Final = names_of(
    "os.path.join os.path.abspath os.path.realpath os.path.normpath os.path.dirname os.fspath str pathlib.Path"
)
_FULL: Final = re.compile(
    r"[A-Za-z]:[\\/]\S|/(home|Users|mnt|media|root|content|kaggle|srv|Volumes)/\S|~[/\\]\S|\\\\\w+\\\w"
)
_NEUTRAL: Final = re.compile(r"/dev/|/tmp\b|-$|$|\.{1,2}[\\/]?$|(https?|ftp|s3|gs|sqlite|file)://|:memory:")


def paths(sites: Iterable[Site]) -> Iterator[Found]:
    """Find paths that are written into the script, and files that are read and then written over."""
    opened: dict[tuple[int, str], set[str]] = {}
    for site in sites:
        node, scope = site.node, site.scope
        if isinstance(node, ast.Call):
            name = scope.name_of(node.func)
            yield from _call(node, name, scope)
            yield from _edited(node, name, scope, opened)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_full(node.value):
            yield "fixed_path", f"names the path {_quoted(node.value)}", node.lineno


def _call(call: ast.Call, name: str, scope: Scope) -> Iterator[Found]:
    if name in _HOME and (name == "pathlib.Path.home" or _is_home(call, scope)):
        yield "fixed_path", f"uses its user's home folder ({name})", call.lineno
        return
    does = _does(call, name, scope)
    if not does:
        return
    for node in _files(call, name):
        path, near = path_of(node, scope)
        if path and not _NEUTRAL.match(path) and not _FULL.match(path):
            yield "fixed_path", _says(does, path, near), call.lineno
            return


def _is_home(call: ast.Call, scope: Scope) -> bool:
    """Tell whether `~` is written in the script; what a user types may begin with it too."""
    nodes = call.args or ([call.func.value] if isinstance(call.func, ast.Attribute) else [])
    inner = nodes[0].args if nodes and isinstance(nodes[0], ast.Call) else nodes
    return any(path_of(one, scope)[0].startswith("~") for one in inner)


def _files(call: ast.Call, name: str) -> list[ast.expr]:
    """Give the expressions that name a call's files."""
    of_path = isinstance(call.func, ast.Attribute) and name.startswith("pathlib.")
    if of_path and isinstance(call.func, ast.Attribute):
        return [call.func.value]
    named = [
        key.value for key in call.keywords if key.arg in ("file", "filename", "path", "fname", "filepath_or_buffer")
    ]
    return [*call.args[: 2 if name.startswith("shutil.") else 1], *named]


def _does(call: ast.Call, name: str, scope: Scope) -> str:
    """Tell what a call does to the file that it names: "reads", "writes", "adds to" or ""."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name in ("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open") or (
        name.startswith("pathlib.") and method == "open"
    ):
        return _by_mode(mode_of(call, 0 if name.startswith("pathlib.") else 1))
    if name in _READS or name.startswith(("pandas.read_", "polars.read_")):
        return "" if name == "pandas.read_sql" else "reads"
    if name in _WRITES or (name == "logging.basicConfig" and any(key.arg == "filename" for key in call.keywords)):
        return "writes"
    if name.startswith("pathlib."):
        return "reads" if method in _READING else "writes" if method in _WRITING else ""
    if method in _SAVERS or (method == "save" and not scope.name_of(call.func).startswith("self")):
        return "writes"
    return ""


def mode_of(call: ast.Call, place: int) -> str:
    """Give the mode that a file is opened with."""
    node = (
        call.args[place] if len(call.args) > place else next((k.value for k in call.keywords if k.arg == "mode"), None)
    )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "r"


def _by_mode(mode: str) -> str:
    return "adds to" if "a" in mode else "writes" if set(mode) & {"w", "x"} else "reads"


def path_of(node: ast.expr | None, scope: Scope, depth: int = 6) -> tuple[str, bool]:
    """Give the literal path that an expression names, and whether it lies beside the script; "" when it depends."""
    if node is None or depth == 0:
        return "", False
    if (text := scope.text_of(node)) is not None:
        return text, False
    if isinstance(node, ast.Name) and (holder := scope.holder(node.id)) and len(holder.names[node.id]) == 1:
        bound = holder.names[node.id][0]
        return path_of(bound, holder, depth - 1) if isinstance(bound, ast.expr) else ("", False)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
        return _joined([node.left, node.right], scope, depth)
    if isinstance(node, ast.Call) and scope.name_of(node.func) in _JOINS and node.args:
        return _joined(node.args, scope, depth)
    return "", False


def _joined(parts: list[ast.expr], scope: Scope, depth: int) -> tuple[str, bool]:
    """Join the parts of a path; the folder of the script itself is the place beside it."""
    texts: list[str] = []
    near = False
    for part in parts:
        if _is_here(part, scope):
            near = True
            continue
        text, beside = path_of(part, scope, depth - 1)
        if not text:
            return "", False
        near = near or beside
        texts.append(text.strip("/") if near else text)
    return "/".join(texts).replace("//", "/"), near


def _is_here(node: ast.expr, scope: Scope, depth: int = 5) -> bool:
    """Tell whether an expression is the folder of the script, made of `__file__`."""
    if isinstance(node, ast.Name) and depth and (holder := scope.holder(node.id)) and len(holder.names[node.id]) == 1:
        bound = holder.names[node.id][0]
        return isinstance(bound, ast.expr) and _is_here(bound, holder, depth - 1)
    made = isinstance(node, (ast.Call, ast.Attribute, ast.Subscript))
    return (
        made
        and any(isinstance(one, ast.Name) and one.id == "__file__" for one in ast.walk(node))
        and not any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value not in ("", "..", ".")
            for one in ast.walk(node)
        )
    )


def _says(does: str, path: str, near: bool) -> str:
    if near:
        return f"{does} {_quoted(path)} beside the script"
    if path.startswith(("/", "~", "\\")):
        return f"{does} the fixed path {_quoted(path)}"
    where = ", which must lie in the folder that it runs in" if does == "reads" else " in the folder that it runs in"
    return f"{does} {_quoted(path)}{where}"


def _edited(call: ast.Call, name: str, scope: Scope, opened: dict[tuple[int, str], set[str]]) -> Iterator[Found]:
    """Find what is opened for changes, or read and then written under the same name."""
    of_path = name.startswith("pathlib.") and isinstance(call.func, ast.Attribute)
    if name not in ("open", "io.open", "codecs.open") and not of_path:
        return
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    is_open = not of_path or method == "open"
    mode = mode_of(call, 0 if of_path else 1) if is_open else ""
    file = call.func.value if of_path and isinstance(call.func, ast.Attribute) else call.args[0] if call.args else None
    if file is None or is_temporary(call, scope):
        return
    if "r" in mode and "+" in mode:
        yield "edits", "opens a file to change it in place", call.lineno
        return
    does = (
        _by_mode(mode) if is_open else "reads" if method in _READING[:2] else "writes" if method in _WRITING[:2] else ""
    )
    if isinstance(file, ast.Constant) or not does:
        return
    before = opened.setdefault((id(scope), ast.dump(file)), set())
    # What is read within the call that writes comes first.
    inner = [one.func for part in call.args for one in ast.walk(part) if isinstance(one, ast.Call)]
    if any(
        isinstance(one, ast.Attribute) and one.attr in _READING and ast.dump(one.value) == ast.dump(file)
        for one in inner
    ):
        before.add("reads")
    if does == "writes" and "reads" in before:
        yield "edits", f"writes over a file that it has read ({ast.unparse(file)[:40]})", call.lineno
    before.add(does)


def _is_full(text: str) -> bool:
    """Tell a whole path from an address's route, a regular expression or a command."""
    return len(text) < 260 and bool(_FULL.match(text)) and not re.search(r"[<>{}()\[\]|^$*\n]|\s-", text)


def _quoted(path: str) -> str:
    return f"“{path[:60]}{'…' if len(path) > 60 else ''}”"
