-- What Rechat last said, which the draft is edited over, and what is on its way there.

-- Undo does not lead behind the edit with this number: it brought in what Rechat said.
ALTER TABLE state ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;

CREATE TABLE remote (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    api       TEXT NOT NULL,
    root      TEXT NOT NULL,
    pulled_at TEXT NOT NULL,
    -- Whether Rechat lets the rules of a channel be read and written.
    has_rules INTEGER NOT NULL CHECK (has_rules IN (0, 1))
) STRICT;

-- Each channel as Rechat last said, in the book's shape.
CREATE TABLE remote_channels (
    id      TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place   INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (json_valid(channel))
) STRICT, WITHOUT ROWID;

-- Sides chosen for conflicts, good as long as both sides say what they said then.
CREATE TABLE choices (
    conflict TEXT PRIMARY KEY NOT NULL,
    mine     TEXT NOT NULL,
    theirs   TEXT NOT NULL,
    side     TEXT NOT NULL CHECK (side IN ('mine', 'theirs'))
) STRICT, WITHOUT ROWID;

-- Every push. While it is under way (no outcome) it holds what it needs to go on; afterwards what
-- may be shown to anybody, channel ids masked.
CREATE TABLE pushes (
    number   INTEGER PRIMARY KEY,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    who      TEXT NOT NULL,
    api      TEXT NOT NULL,
    plan     TEXT NOT NULL CHECK (json_valid(plan)),
    outcome  TEXT CHECK (outcome IN ('done', 'stopped'))
) STRICT;

CREATE TABLE push_steps (
    push   INTEGER NOT NULL REFERENCES pushes (number),
    number INTEGER NOT NULL CHECK (number >= 0),
    step   TEXT NOT NULL CHECK (json_valid(step)),
    state  TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'refused', 'unknown')),
    result TEXT,
    PRIMARY KEY (push, number)
) STRICT, WITHOUT ROWID;
