-- The state of one sandbox. Bodies are JSON in the book's shapes; times are microseconds since 1970.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE TABLE channels (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    account TEXT NOT NULL,
    name TEXT,
    is_default INTEGER NOT NULL,
    mls TEXT,
    time_zone TEXT NOT NULL,
    policies TEXT NOT NULL,
    rules TEXT NOT NULL,
    rules_count INTEGER NOT NULL,
    fallback TEXT NOT NULL,
    follow_up TEXT NOT NULL,
    capture_number INTEGER NOT NULL DEFAULT 0,
    last_capture_date INTEGER,
    created_at INTEGER NOT NULL,
    -- The version: every write to the channel or its rules moves it, captures do not.
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX channels_of_account ON channels (account, place) WHERE deleted_at IS NULL;

CREATE TABLE leads (
    id TEXT PRIMARY KEY,
    contact TEXT NOT NULL,
    channel TEXT NOT NULL,
    captured_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    outcome TEXT NOT NULL,
    -- A rule's id, or assignee, returning, fallback.
    decided_by TEXT NOT NULL,
    -- JSON list of agents: assigned, or offered to.
    agents TEXT NOT NULL,
    -- JSON list of agents who were given the lead afterwards.
    reassigned TEXT
) STRICT;
CREATE INDEX leads_by_time ON leads (captured_at);
CREATE INDEX leads_by_contact ON leads (contact, captured_at);
CREATE INDEX leads_by_email ON leads (email, channel, captured_at) WHERE email IS NOT NULL;
CREATE INDEX leads_by_phone ON leads (phone, channel, captured_at) WHERE phone IS NOT NULL;

CREATE TABLE timeline (
    lead TEXT NOT NULL,
    at INTEGER NOT NULL,
    activity TEXT NOT NULL
) STRICT;
CREATE INDEX timeline_of_lead ON timeline (lead, at);

-- What the engine remembers from lead to lead.
CREATE TABLE turns (
    slot TEXT PRIMARY KEY,
    turn INTEGER NOT NULL,
    agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE given (
    date TEXT NOT NULL,
    agent TEXT NOT NULL,
    leads INTEGER NOT NULL,
    PRIMARY KEY (date, agent)
) STRICT, WITHOUT ROWID;

-- Grants, by the SHA-256 of their token: the state holds nothing a request could be made with.
CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    client TEXT NOT NULL,
    account TEXT NOT NULL,
    expires_at INTEGER
) STRICT, WITHOUT ROWID;
