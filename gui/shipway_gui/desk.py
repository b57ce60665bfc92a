"""The window: which tool is on show, what its person does, and the runs that go on behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from shipway import prose, words
from shipway.bind import bind
from shipway.environment import soon
from shipway.errors import BadInput, ShipwayError
from shipway.profile import MINE
from shipway.spec import Raw, Spec
from shipway_gui.dialogs import Dialogs
from shipway_gui.dress import fill
from shipway_gui.elsewhere import Elsewhere
from shipway_gui.form import Form
from shipway_gui.keys import listen
from shipway_gui.layout import tallest
from shipway_gui.layout import window as open_window
from shipway_gui.panel import Panel
from shipway_gui.pieces import Scroller, empty, wheel
from shipway_gui.runs import OWNER, Supervisor, Watch, settle
from shipway_gui.sharing import Sharing
from shipway_gui.shelf import Entry, News, Read, Shelf
from shipway_gui.sidebar import Sidebar
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

Place = tuple[Path, str]
"""A tool: its script, and its name in it."""

LOOK_EVERY = 1.0
"""Seconds between two looks at the scripts' files."""

SOON_MS = 10
"""Milliseconds that the window has for everything else between two parts of a large result."""


class Desk:
    """One window over a supervisor. `step` does one thing; the program, or a test, calls it again and again."""

    def __init__(
        self,
        supervisor: Supervisor,
        read: Read,
        *,
        scheme: str = "light",
        python: Path | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        self.theme = Theme(scheme)
        self.window = open_window(self.theme)
        self.dialogs = dialogs or Dialogs(self.theme)
        self.form: Form | None = None
        self.place: Place | None = None
        self.watches: dict[Place, Watch] = {}
        self._watched: list[Watch] = []
        self._drafts: dict[Place, dict[str, Raw]] = {}
        self._supervisor = supervisor
        self.python = python
        self._closed = False
        self._looked = time.monotonic()
        self.shelf = Shelf(read, python, lambda news: self.post("read", news))
        self._scroller = Scroller(self.window["form"], self.theme, lambda: tallest(self.window))
        self.window["form sheet"].widget.bind("<Configure>", lambda _event: self._scroller.fit(), add="+")
        self.panel = Panel(self.window, self.theme)
        self.sidebar = Sidebar(self.window, self.theme)
        self.sharing = Sharing(self.window, self.theme)
        wheel(self.window.TKroot)
        listen(self.window)
        self._does = {**self._actions(), **Elsewhere(self).actions(), **self.sharing.actions()}

    def _actions(self) -> dict[str, Callable[[Any, Any], None]]:
        """Say what each event does, by the first word of its key."""
        return {
            "tools": lambda _key, _value: self._choose(),
            "open": lambda _key, _value: self.ask_for_script(),
            "run": lambda _key, _value: self.run(),
            "reset": lambda _key, _value: self.form.reset() if self.form else None,
            "stop": lambda _key, _value: self.stop(),
            "read": lambda _key, news: self._was_read(news),
            "news": lambda _key, run_id: self._has_news(run_id),
            "reply": lambda _key, _value: self._try(self.panel.reply, "The answer was not taken"),
            "end": lambda _key, _value: self._try(self.panel.end_input, "The answer was not taken"),
            "key": lambda key, _value: self._try(lambda: self.panel.press(key[1]), "The key was not taken"),
            "form": lambda key, _value: self._press(key),
            "save": lambda key, _value: self._save(key[1]),
            "save all": lambda _key, _value: self._save_all(),
        }

    def post(self, key: object, value: object) -> None:
        """Hand something to the window's thread, from any thread."""
        if not self._closed:
            self.window.write_event_value(key, value)

    def open(self, scripts: Iterable[Path]) -> None:
        """Open scripts; the first is shown when nothing is."""
        for script in scripts:
            self.shelf.add(script)
        self.sidebar.fill(self.shelf.entries, self.place)
        if self.form is None and self.place is None and self.shelf.entries:
            self.window["title"].update(self.shelf.entries[0].title)
            self.window["summary"].update("Reading the script…")

    def step(self, timeout_ms: int = 100) -> bool:
        """Do one thing, or wait so long for one; False once the window is closed."""
        if self._closed:
            return False
        behind = self.panel.behind
        event, values = self.window.read(timeout=min(timeout_ms, SOON_MS) if behind else timeout_ms)
        if event == sg.WIN_CLOSED:
            self.close()
            return False
        if event != sg.TIMEOUT_KEY:
            name = event[0] if isinstance(event, tuple) else event
            if (does := self._does.get(name)) is not None:
                does(event, (values or {}).get(event))
        elif behind:
            self.panel.refresh()
        if time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            self.shelf.look()
        return True

    def close(self) -> None:
        """End every run and the window."""
        if not self._closed:
            self._closed = True
            elements = list(self.window.AllKeysDict.values())
            self.window.close()
            watches = [watch for watch in self._watched if watch.alive]
            self._supervisor.close()
            for watch in watches:
                watch.leave()
            settle(watches)
            empty(elements)

    def ask_for_script(self) -> None:
        """Ask for a script and open it."""
        kinds = (("Python scripts", "*.py"), ("All files", "*"))
        if path := self.dialogs.file(self.window.TKroot, "Open script", kinds):
            entry = self.shelf.add(Path(path))
            self.place = (entry.path, "")
            self.sidebar.fill(self.shelf.entries, self.place)

    def show(self, path: Path, tool: str = "") -> None:
        """Show a tool of an open script: the named one, or its first."""
        entry = self.shelf.entry(path)
        if entry is None:
            return
        spec = next((spec for spec in entry.specs if spec.tool == tool), next(iter(entry.specs), None))
        self._keep_draft()
        self.sharing.show(entry)
        self.place = (path, spec.tool if spec else tool)
        self.sidebar.fill(self.shelf.entries, self.place)
        if spec is None or entry.reading is None:
            self._show_problem(entry)
            return
        self._name(words.title(spec))
        self.window["summary"].update(prose.plain(words.summary(spec, entry.reading)))
        old = self.form
        self.form = Form(self.window, self.window["form"], self._scroller, self.theme, spec, entry.reading.problem)
        self.form.fill(self._drafts.get(self.place, {}))
        if old is not None:
            old.remove()
        self.window["buttons"].update(visible=True)
        self.panel.show(self.watches.get(self.place))
        self._set_run()
        self._scroller.fit()
        self._supervisor.expect(entry.reading, lambda: soon(path, self.python), MINE)

    def run(self) -> None:
        """Run the tool on show with what stands in its form."""
        if self.form is None or self.place is None or self._running():
            return
        entry = self.shelf.entry(self.place[0])
        if entry is None or entry.reading is None:
            return
        spec, raws = self.form.spec, self.form.raws()
        self.form.mark({})
        try:
            values = bind(spec, raws, MINE)
            chosen = soon(entry.path, self.python)
            run_id = self._supervisor.submit(
                entry.reading, spec, values, environment=chosen, profile=MINE, owner=OWNER, raws=raws
            )
        except BadInput as bad:
            self.refuse(bad)
        except (OSError, ShipwayError) as error:
            self.panel.say(f"The run did not start: {getattr(error, 'strerror', '') or error}", "flag")
        else:
            watch = Watch(self._supervisor, run_id, spec, lambda run: self.post("news", run))
            self.watches[self.place] = watch
            self._watched = [each for each in self._watched if each.alive] + [watch]
            self.panel.show(self.watches[self.place])
            self._set_run()

    def stop(self) -> None:
        """Stop the run on show."""
        if self.place in self.watches and self._running():
            self._try(self.watches[self.place].stop, "The run was not stopped")

    def refuse(self, bad: BadInput) -> None:
        """Say at each field what is wrong with it."""
        assert self.form is not None
        elsewhere = self.form.mark(bad.problems)
        count = len(bad.problems)
        text = "One field needs a look." if count == 1 else f"{count} fields need a look."
        self.panel.show(None)
        self.panel.say(f"{text} {elsewhere}".strip(), "flag")

    def _choose(self) -> None:
        """Follow the selection in the sidebar."""
        place = self.sidebar.place()
        if place is not None and place != self.place:
            self.show(*place)

    def _was_read(self, news: News) -> None:
        before = self.form.spec if self.form else None
        entry = self.shelf.take(news)
        if entry is None:
            return
        if self.place is not None and self.place[0] == entry.path:
            self.sharing.show(entry)
        if self.place is None:
            self.show(entry.path)
            if self.form:
                self.form.focus()
        elif self.place[0] != entry.path:
            self.sidebar.fill(self.shelf.entries, self.place)
        elif before is None or before not in entry.specs or entry.problem or entry.reading != news.reading:
            self.show(*self.place)
        else:
            self.sidebar.fill(self.shelf.entries, self.place)

    def _show_problem(self, entry: Entry) -> None:
        """Show why there is no form, in its place."""
        if self.form is not None:
            self.form.remove()
        self._name(entry.title)
        said = entry.problem or entry.wait or ("Nothing here can be run." if entry.reading else "Reading the script…")
        self.window["summary"].update("This script cannot be read yet." if entry.problem else "")
        self.form = Form(self.window, self.window["form"], self._scroller, self.theme, Spec("", "function"), said)
        self.window["buttons"].update(visible=False)
        self.panel.show(None)

    def _has_news(self, run_id: str) -> None:
        for each in [each for each in self._watched if each.run_id == run_id]:
            each.heard()
        watch = self.watches.get(self.place) if self.place else None
        if watch is None or watch.run_id != run_id:
            return
        self.panel.refresh()
        ended = watch.transcript.ended
        if ended is not None:
            self._set_run()
            if ended.problems and self.form is not None and self.form.spec.tool == watch.spec.tool:
                self.form.mark(ended.problems)

    def _running(self) -> bool:
        watch = self.watches.get(self.place) if self.place else None
        return watch is not None and watch.running

    def _set_run(self) -> None:
        fill(self.theme, self.window["run"], enabled=not self._running())

    def _name(self, title: str) -> None:
        self.window["title"].update(title)
        self.window.TKroot.title(f"{title} · Shipway")

    def _keep_draft(self) -> None:
        """Remember what was typed, so that it is there when the tool is shown again."""
        if self.form is not None and self.place is not None and self.form.spec.tool:
            self._drafts[self.place] = self.form.changes()

    def _press(self, key: tuple[Any, ...]) -> None:
        if self.form is not None and key[-1] == "example":
            self.form.show_example(key[-2])
        elif self.form is not None and key[-1] == "choose":
            self.form.choose(key[-2], self.dialogs, self.window.TKroot)

    def _save(self, artifact: str) -> None:
        target = self.dialogs.save(self.window.TKroot, "Save as", self.panel.name(artifact))
        self._try(lambda: self.panel.save(artifact, target), "The file was not saved")

    def _save_all(self) -> None:
        folder = self.dialogs.folder(self.window.TKroot, "Save all")
        self._try(lambda: self.panel.save_all(folder), "The files were not saved")

    def _try(self, act: Callable[[], None], failed: str) -> None:
        """Do something that the machine may refuse, and say so when it does."""
        try:
            act()
        except (OSError, ShipwayError) as error:
            self.dialogs.tell(self.window.TKroot, f"{failed}: {getattr(error, 'strerror', '') or error}")
