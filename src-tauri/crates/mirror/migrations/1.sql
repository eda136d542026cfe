-- The draft: one brokerage as the book describes it. Tables here keep no secondary UNIQUE and no
-- cascade: undo applies row changes in any order and would trip over either.

CREATE TABLE accounts (
    id        TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place     INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('brokerage', 'region', 'office', 'team', 'agent', 'other')),
    name      TEXT NOT NULL,
    parent    TEXT CHECK (parent <> id) REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
    active    INTEGER NOT NULL CHECK (active IN (0, 1)),
    away      TEXT CHECK (json_valid(away)),
    daily_cap INTEGER CHECK (daily_cap BETWEEN 0 AND 4294967295)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_parent ON accounts (parent);

CREATE TABLE users (
    id         TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place      INTEGER NOT NULL,
    first_name TEXT,
    last_name  TEXT,
    emails     TEXT CHECK (json_valid(emails)),
    phones     TEXT CHECK (json_valid(phones)),
    mls        TEXT CHECK (json_valid(mls))
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    user    TEXT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    place   INTEGER NOT NULL CHECK (place >= 0),
    account TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (user, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_account ON memberships (account);

CREATE TABLE channels (
    id                  TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place               INTEGER NOT NULL,
    account             TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
    name                TEXT,
    is_default          INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    mls                 TEXT CHECK (json_valid(mls)),
    time_zone           TEXT NOT NULL,
    honor_assignees     INTEGER NOT NULL CHECK (honor_assignees IN (0, 1)),
    returning_lead_days INTEGER NOT NULL CHECK (returning_lead_days BETWEEN 0 AND 3650),
    fallback            TEXT NOT NULL CHECK (json_valid(fallback)),
    follow_up           TEXT CHECK (json_valid(follow_up))
) STRICT, WITHOUT ROWID;
CREATE INDEX channels_account ON channels (account);

CREATE TABLE rules (
    id        TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    channel   TEXT NOT NULL REFERENCES channels (id) DEFERRABLE INITIALLY DEFERRED,
    place     INTEGER NOT NULL,
    name      TEXT,
    enabled   INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    condition TEXT CHECK (json_valid(condition)),
    action    TEXT NOT NULL CHECK (json_valid(action)),
    follow_up TEXT CHECK (json_valid(follow_up))
) STRICT, WITHOUT ROWID;
CREATE INDEX rules_channel ON rules (channel, place);

-- Leads to try. Their channel may be gone: a sample outlives the book it was made for.
CREATE TABLE samples (
    id          TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    channel     TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    payload     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log of edits, each with the row changes it made. Those after state.done are undone.
CREATE TABLE edits (
    number    INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    label     TEXT NOT NULL,
    changeset BLOB NOT NULL
) STRICT;

CREATE TABLE state (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 0 AND 4294967295),
    done     INTEGER NOT NULL CHECK (done >= 0)
) STRICT;
INSERT INTO state VALUES (1, 0, 0);
