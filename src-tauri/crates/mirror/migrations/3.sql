-- Versions of the book: the canonical text of each, compressed against that of an earlier one.
-- No edit changes them, and undo leaves them alone.
CREATE TABLE versions (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('import', 'pull', 'push', 'save')),
    at     TEXT NOT NULL,
    author TEXT,
    note   TEXT NOT NULL,
    -- The version whose text this one is told against; NULL where it stands by itself.
    base   INTEGER REFERENCES versions (id) CHECK (base < id),
    -- Of the text.
    bytes  INTEGER NOT NULL CHECK (bytes >= 0),
    packed BLOB NOT NULL
) STRICT;
