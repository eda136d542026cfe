-- How this brokerage's Rechat is reached. Tokens and the client secret are in the key store alone,
-- under the API host and the brand.
CREATE TABLE connection (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    web       TEXT NOT NULL,
    api       TEXT NOT NULL,
    client_id TEXT NOT NULL,
    -- The account that was signed in for, its name, and who did; NULL when signed out.
    brand     TEXT,
    brokerage TEXT,
    who       TEXT
) STRICT;

-- Steps of the change sheet that somebody did at Rechat's screen, by a hash of what they say.
CREATE TABLE sheet_ticks (
    step TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
