"""Runs named checks against the broker in argv[1]; prints one line for each: "ok NAME", "skip NAME: reason" or "fail NAME: text".
argv[2], a part of a name, leaves out the others."""
import sys
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor

broker = sys.argv[1]
_checks = []
only = sys.argv[2] if len(sys.argv) > 2 else ""


class Skipped(Exception):
    pass


def check(name, *arguments):
    def add(function):
        _checks.append((name, function, arguments))
        return function
    return add


def equal(expected, actual):
    if expected != actual:
        raise AssertionError(f"expected {expected!r}, was {actual!r}")


def refused(kind, call):
    try:
        call()
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was expected, but there was no error")


def eventually(reason, condition, seconds=20):
    """The condition itself has to wait: it polls the broker."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain until {reason}")
    return value


def new_name():
    return "py-" + uuid.uuid4().hex


def _outcome(name, function, arguments):
    try:
        function(*arguments)
        return f"ok {name}"
    except Skipped as e:
        return f"skip {name}: {e}"
    except Exception:
        return f"fail {name}: " + traceback.format_exc().replace("\n", " | ")


def run():
    # Each new client spends its first 0.2 s in waits of its own: several checks at a time.
    with ThreadPoolExecutor(6) as pool:
        for outcome in pool.map(lambda c: _outcome(*c), [c for c in _checks if only in c[0]]):
            print(outcome, flush=True)
