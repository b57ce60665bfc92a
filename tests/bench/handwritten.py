"""The page that a web developer would write by hand for one script: one field, one button, and a JSON API."""

from __future__ import annotations

import math

from flask import Flask, request

app = Flask(__name__)

# Compiled once; render_template_string would compile it for every request.
PAGE = app.jinja_env.from_string("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Celsius to Fahrenheit</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 30em; margin: 3em auto; padding: 0 1em; color: #1b2426; }
  label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
  input, button { height: 44px; margin: 4px 0 20px; }
  button { background: #0b6b6f; color: white; border: 0; border-radius: 8px; }
  .wrong { color: #b3261e; }
</style>
</head>
<body>
<h1>Celsius to Fahrenheit</h1>
<form method="post">
  <label for="celsius">Temperature in degrees Celsius</label>
  <input id="celsius" name="celsius" inputmode="decimal" value="{{ celsius }}" required>
  {% if problem %}<p class="wrong">{{ problem }}</p>{% endif %}
  <button>Run</button>
</form>
{% if result is not none %}<p>Result: <output>{{ result }}</output></p>{% endif %}
</body>
</html>
""")


def convert(celsius: object) -> float:
    """Do the job, or raise ValueError that says what is wrong."""
    try:
        number = float(celsius)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError("Celsius must be a number") from None
    if not math.isfinite(number):
        raise ValueError("Celsius must be a finite number")
    return round(number * 9 / 5 + 32, 2)


@app.get("/")
def form() -> str:
    return PAGE.render(celsius="", result=None, problem="")


@app.post("/")
def submitted() -> tuple[str, int]:
    celsius = request.form.get("celsius", "")
    try:
        return PAGE.render(celsius=celsius, result=convert(celsius), problem=""), 200
    except ValueError as problem:
        return PAGE.render(celsius=celsius, result=None, problem=str(problem)), 422


@app.post("/api")
def api() -> tuple[dict[str, object], int]:
    body = request.get_json()
    try:
        return {"result": convert(body.get("celsius") if isinstance(body, dict) else None)}, 200
    except ValueError as problem:
        return {"error": str(problem)}, 422
