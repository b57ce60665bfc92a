"""Namespaces: a launcher builds a small world of its own once, and each of its children splits off a copy.

What a sealed run sees: the system's programs and libraries, its interpreter, the script's folder (all read-only), its
own folder, an empty /tmp, its own processes. Everything raises OSError where the machine does not allow it.
"""

import _socket
import fcntl
import os
import sys

from _shipway.contain import kernel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterable, List

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store",
           "/sys/devices/system/cpu", "/var/cache/fontconfig")  # fmt: skip
_SETTINGS = ("alternatives", "ca-certificates.conf", "crypto-policies", "debian_version", "fonts", "gai.conf", "group",
             "host.conf", "hosts", "ImageMagick-6", "ImageMagick-7", "ld.so.cache", "ld.so.conf", "locale.alias",
             "locale.conf", "localtime", "lsb-release", "magic", "mime.types", "nsswitch.conf", "os-release",
             "passwd", "pki", "protocols", "resolv.conf", "services", "ssl/certs", "ssl/openssl.cnf",
             "timezone")  # fmt: skip
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty", "dri", "kfd", "nvidia0", "nvidiactl", "nvidia-uvm")
# A script may lie in somebody's home: what is a secret there by custom stays one.
_SECRETS = (".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".config", ".netrc", ".pgpass", ".git-credentials",
            ".npmrc", ".pypirc", ".password-store", ".mozilla", ".bash_history", ".python_history", ".env")  # fmt: skip
_HIDDEN = "/.shipway"
_SHARED_MEMORY = 256 * 2**20
_NOBODY, _NOBODIES = 61184, 4336
"""Users that belong to nobody: systemd gives them to services for as long as those run (systemd.exec(5))."""


class World:
    """What a launcher built: its root, and what its children need to split off."""

    def __init__(self, settings: "Dict[str, Any]") -> None:
        self.network: bool = settings["network"]
        self._root = os.path.join(os.path.realpath(settings["folder"]), "root")
        self.folder: str = os.path.join(os.path.realpath(settings["folder"]), "shared")
        self.places: str = os.path.realpath(settings["places"])
        self._state = os.path.dirname(self.places)
        self.user: int = -1
        self._shown = sorted({os.path.realpath(path) for path in (*settings["read"], *_python())}, key=len)
        self._typed = [path for path in settings["read"] if os.path.realpath(path) != path]
        self._used = [*self._shown, *filter(os.path.exists, [settings["script"]])]
        self._kept: "List[str]" = []

    def build(self) -> None:
        """Leave the machine's namespaces, and make a root that shows little; pids are new for the next child."""
        root = self._root
        for folder in (root, self.folder):
            os.makedirs(folder, exist_ok=True)
        if os.getuid() == 0 and all(map(_is_open_to_all, self._used)):
            self.user = _NOBODY
            os.chmod(self.folder, 0o755)
        user, group = os.getuid(), os.getgid()
        kernel.unshare(kernel.NEW_MOUNTS | kernel.NEW_PIDS | (kernel.NEW_USER if user else 0))
        if user:
            _map_user(user, group)
        kernel.keep_mounts_private()
        kernel.mount("tmpfs", root, "mode=755,size=4m")
        self._show_system(root)
        for path in (*self._shown, *self._typed):
            _show(root, path)
            _hide_secrets(root + path)
        self._hide(root)
        for place in ("/proc", "/tmp"):
            os.makedirs(root + place, exist_ok=True)
        kernel.bind("/proc", root + "/proc")
        _show(root, self.folder, flags=kernel.NO_SETUID | kernel.NO_DEVICES)
        os.makedirs(root + self.places, exist_ok=True)
        os.chmod(root + "/tmp", 0o1777)
        kernel.take_root(root)

    def settle(self) -> None:
        """Be the first of the new pids: whatever is started from here on ends with this process."""
        self._pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def new_pids(self) -> None:
        """Let the next child be the first of pids of its own."""
        kernel.unshare(kernel.NEW_PIDS)

    def own_pids(self) -> None:
        """Let the children to come be among this process's pids again."""
        kernel.enter(self._pids, kernel.NEW_PIDS)

    def _show_system(self, root: str) -> None:
        for path in _SYSTEM:
            _show(root, path)
        for path in ("/etc/" + name for name in _SETTINGS):
            # Each mount costs every child a little.
            (_show if os.path.isdir(path) else _copy)(root, path)
        os.makedirs(root + "/dev/shm")
        os.makedirs(root + "/dev/pts")
        for name in _DEVICES:
            if os.path.exists("/dev/" + name):
                _show(root, "/dev/" + name, flags=0)
        for name, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
            os.symlink(target, root + "/dev/" + name)
        os.symlink("pts/ptmx", root + "/dev/ptmx")

    def _hide(self, root: str) -> None:
        """Keep at hand, out of sight, what each child shows again once it has a /tmp of its own."""
        hidden = root + _HIDDEN
        os.makedirs(hidden)
        kernel.mount("tmpfs", hidden, "mode=700,size=1m")
        os.makedirs(hidden + "/places")
        kernel.bind(self.places, hidden + "/places")
        kernel.restrict(hidden + "/places", kernel.NO_SETUID | kernel.NO_DEVICES)
        covered = ("/tmp/", self._state + "/")
        self._kept = [path for path in (*self._shown, *self._typed, self.folder) if path.startswith(covered)]
        for number, path in enumerate(self._kept):
            at = "{}/{}".format(hidden, number)
            _make(at, os.path.isdir(path))
            kernel.bind(path, at)
            kernel.restrict(at, kernel.READ_ONLY | kernel.NO_SETUID | kernel.NO_DEVICES)

    def found(self) -> None:
        """Be the first of the pids of a slot, and see no others; its network is its own."""
        os.close(self._pids)
        kernel.unshare(kernel.NEW_MOUNTS | (0 if self.network else kernel.NEW_NETWORK))
        kernel.mount("proc", "/proc")
        kernel.mount("devpts", "/dev/pts", "newinstance,ptmxmode=0666,mode=620", kernel.NO_SETUID)
        if not self._state.startswith("/tmp/"):
            self._hide_state()
        if not self.network:
            _raise_loopback()

    def enclose(self, place: str) -> None:
        """Split a run off from its slot: this process sees the one place, and has no right over anything."""
        kernel.unshare(kernel.NEW_MOUNTS | kernel.NEW_IPC)
        own = os.path.join(self.places, os.path.basename(place))
        here = _HIDDEN + "/places/" + os.path.basename(place)
        kernel.bind(here + "/home", "/tmp")
        self._show_again(inside=False)
        if self._state.startswith("/tmp/"):
            self._hide_state()
        os.makedirs(own, exist_ok=True)
        kernel.bind(here, own)
        kernel.mount("tmpfs", "/dev/shm", "mode=1777,nr_inodes=1000,size={}".format(_SHARED_MEMORY))
        kernel.unmount(_HIDDEN)
        kernel.restrict("/", kernel.READ_ONLY, deep=False)
        self._become_nobody(own)

    def _hide_state(self) -> None:
        """Let the runs of others not be seen, whatever is shown that lies above them."""
        os.makedirs(self._state, exist_ok=True)
        kernel.mount("tmpfs", self._state, "mode=711,size=1m")
        self._show_again(inside=True)

    def _show_again(self, inside: bool) -> None:
        """Show what was covered: by the new /tmp, or by what hides the state."""
        for number, path in enumerate(self._kept):
            if path.startswith(self._state + "/") == inside:
                at = "{}/{}".format(_HIDDEN, number)
                _make(path, os.path.isdir(at))
                kernel.bind(at, path)

    def _become_nobody(self, place: str) -> None:
        """Keep no right over anything of the machine: root becomes a user that nobody else is."""
        user, group = os.getuid(), os.getgid()
        if user == 0 and self.user > 0:
            nobody = self.user + os.stat(place).st_ino % _NOBODIES
            for path in (place, *(os.path.join(place, name) for name in os.listdir(place))):
                os.chown(path, nobody, nobody)
            os.setgroups([])
            os.setresgid(nobody, nobody, nobody)
            os.setresuid(nobody, nobody, nobody)
            kernel.control(kernel.DUMPABLE, 1)
        else:
            # In a user namespace of its own, so that its processes are counted by themselves.
            kernel.unshare(kernel.NEW_USER)
            _map_user(user, group)
            with open("/proc/sys/user/max_user_namespaces", "w") as file:
                file.write("0")
        kernel.drop_rights()


def _python() -> "Iterable[str]":
    """Give the folders of this interpreter, its packages, and the far side."""
    far = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, far, far.rpartition("/run/")[0]]
    places += [path for path in sys.path if path]
    places += os.environ.get("LD_LIBRARY_PATH", "").split(":")
    return {path for path in places if path.startswith("/") and path != "/" and os.path.exists(path)}


def _is_open_to_all(path: str) -> bool:
    """Tell whether a user whom nobody knows can use what is here."""
    mode = os.stat(path).st_mode
    return mode & 0o005 == 0o005 if os.path.isdir(path) else bool(mode & 0o004)


def _show(root: str, path: str, flags: int = kernel.READ_ONLY | kernel.NO_SETUID | kernel.NO_DEVICES) -> None:
    """Show a path of the machine in the new root, unless it is to be seen there already."""
    there = root + path
    if not os.path.exists(path) or (os.path.exists(there) and os.path.samefile(path, there)):
        return
    if os.path.islink(path) and path.count("/") == 1:
        os.symlink(os.readlink(path), there)
        return
    _make(there, os.path.isdir(path))
    kernel.bind(path, there)
    if flags:
        kernel.restrict(there, flags)


def _copy(root: str, path: str) -> None:
    if os.path.isfile(path):
        os.makedirs(root + os.path.dirname(path), exist_ok=True)
        with open(path, "rb") as source, open(root + path, "wb") as target:
            target.write(source.read(1 << 20))


def _make(path: str, folder: bool) -> None:
    os.makedirs(path if folder else os.path.dirname(path), exist_ok=True)
    if not folder and not os.path.exists(path):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o644))


def _hide_secrets(folder: str) -> None:
    for name in _SECRETS:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            kernel.mount("tmpfs", path, "mode=000,size=4k")
        elif os.path.exists(path):
            kernel.bind("/dev/null", path)


def _map_user(user: int, group: int) -> None:
    """Be the same user in the new user namespace, and nobody else (user_namespaces(7))."""
    for name, text in (("setgroups", "deny"), ("uid_map", "{0} {0} 1"), ("gid_map", "{1} {1} 1")):
        with open("/proc/self/" + name, "w") as file:
            file.write(text.format(user, group))


def _raise_loopback() -> None:
    """Let programs of the run talk with each other by 127.0.0.1, which nobody else reaches (netdevice(7))."""
    with_flags = b"lo".ljust(16, b"\0") + (1).to_bytes(2, sys.byteorder) + bytes(22)
    connection = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    fcntl.ioctl(connection.fileno(), 0x8914, with_flags)  # SIOCSIFFLAGS, IFF_UP
    connection.close()
