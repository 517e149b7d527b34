#!/usr/bin/env python3
"""Follows the feed of Tempest: Python 3, nothing to install.

    TEMPEST=http://localhost:5080 TOKEN=tmp_... python3 follow.py

It keeps what it has taken in and where it stands in one file of SQLite, in one transaction: stop it or kill it at any
moment and start it again, and it has every event once. With UNTIL=head it ends where the feed ended when it began.
"""
import json
import os
import sqlite3
import time
import urllib.error
import urllib.request

TEMPEST = os.environ.get("TEMPEST", "http://localhost:5080")
TOKEN = os.environ["TOKEN"]
ONCE = os.environ.get("UNTIL") == "head"

mine = sqlite3.connect(os.environ.get("FILE", "follow.db"))
mine.execute("create table if not exists events (id text primary key, position integer unique, type text, subject text, data text)")


def get(path):
    """A page of the feed, and where it goes on."""
    request = urllib.request.Request(TEMPEST + path, headers={
        "Authorization": "Bearer " + TOKEN, "Accept": "application/cloudevents-batch+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        links = dict(reversed(link.strip().split(">; rel=")) for link in answer.headers["Link"].split(","))
        return json.load(answer), links['"next"'].lstrip("<")


def take_in(page, last):
    """All of a page or nothing of it; what is here already is left alone. The position is the last event's."""
    with mine:
        for event in page:
            position = int(event["position"])
            if position <= last:
                continue  # told twice, for example by a page that was asked for again
            if position != last + 1:
                raise SystemExit(f"There is a gap: {position} after {last}.")
            mine.execute("insert into events values (?, ?, ?, ?, ?)",
                         (event["id"], position, event["type"], event["subject"], json.dumps(event["data"])))
            last = position
    return last


last = mine.execute("select coalesce(max(position), 0) from events").fetchone()[0]
path = f"/api/feed?after={last}&limit=500&wait={0 if ONCE else 20}"
pause = 1
while True:
    try:
        page, path = get(path)
        pause = 1
    except urllib.error.HTTPError as problem:
        if problem.code not in (429, 503):
            raise SystemExit(f"{problem.code}: {problem.read().decode()}")
        time.sleep(int(problem.headers.get("Retry-After", 1)))
        continue
    except (urllib.error.URLError, ConnectionError, TimeoutError) as trouble:
        print(f"{trouble}; again in {pause} s")
        time.sleep(pause)
        pause = min(2 * pause, 60)
        continue
    if page:
        last = take_in(page, last)
        print(f"{last}: {page[-1]['type']} of {page[-1]['subject']}")
    elif ONCE:
        break
