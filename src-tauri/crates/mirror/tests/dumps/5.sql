PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1398362692;
PRAGMA user_version = 5;
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
INSERT INTO accounts VALUES ('adler', 4294967296, 'brokerage', 'Adler & Associates', NULL, 1, NULL, NULL);
INSERT INTO accounts VALUES ('anderson', 55834574848, 'agent', 'Agent Anderson', 'uptown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('brown', 25769803776, 'agent', 'Agent Brown', 'downtown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('davis', 30064771072, 'agent', 'Agent Davis', 'downtown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('downtown', 8589934592, 'office', 'Downtown Office', 'adler', 1, NULL, NULL);
INSERT INTO accounts VALUES ('johnson', 17179869184, 'agent', 'Agent Johnson', 'downtown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('miller', 38654705664, 'agent', 'Agent Miller', 'uptown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('moore', 47244640256, 'agent', 'Agent Moore', 'uptown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('smith', 12884901888, 'agent', 'Agent Smith', 'downtown', 1, NULL, NULL);
INSERT INTO accounts VALUES ('taylor', 51539607552, 'agent', 'Agent Taylor', 'uptown', 1, NULL, 5);
INSERT INTO accounts VALUES ('uptown', 34359738368, 'office', 'Uptown Office', 'adler', 1, NULL, NULL);
INSERT INTO accounts VALUES ('williams', 21474836480, 'agent', 'Agent Williams', 'downtown', 1, '[["2026-12-24","2026-12-31"]]', NULL);
INSERT INTO accounts VALUES ('wilson', 42949672960, 'agent', 'Agent Wilson', 'uptown', 1, NULL, NULL);
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
INSERT INTO users VALUES ('u-adler', 4294967296, 'Ruth', 'Adler', '["ruth@adler.example"]', '["+12145550100"]', NULL);
INSERT INTO users VALUES ('u-anderson', 47244640256, 'Sofía', 'Anderson', '["sofia.anderson@adler.example"]', '["+12145550110"]', '[["NTREIS","0512354"]]');
INSERT INTO users VALUES ('u-brown', 21474836480, 'Olivia', 'Brown', '["olivia.brown@adler.example"]', '["+12145550104"]', '[["NTREIS","0512348"]]');
INSERT INTO users VALUES ('u-davis', 25769803776, 'Daniel', 'Davis', '["daniel.davis@adler.example"]', '["+12145550105"]', '[["NTREIS","0512349"]]');
INSERT INTO users VALUES ('u-johnson', 12884901888, 'Emily', 'Johnson', '["emily.johnson@adler.example"]', '["+12145550102"]', '[["NTREIS","0512346"]]');
INSERT INTO users VALUES ('u-miller', 30064771072, 'Grace', 'Miller', '["grace.miller@adler.example"]', '["+12145550106"]', '[["NTREIS","0512350"]]');
INSERT INTO users VALUES ('u-moore', 38654705664, 'Priya', 'Moore', '["priya.moore@adler.example"]', '["+12145550108"]', '[["NTREIS","0512352"]]');
INSERT INTO users VALUES ('u-smith', 8589934592, 'John', 'Smith', '["john.smith@adler.example"]', '["+12145550101"]', '[["NTREIS","0512345"]]');
INSERT INTO users VALUES ('u-taylor', 42949672960, 'Ethan', 'Taylor', '["ethan.taylor@adler.example"]', '["+12145550109"]', '[["NTREIS","0512353"]]');
INSERT INTO users VALUES ('u-williams', 17179869184, 'Marcus', 'Williams', '["marcus.williams@adler.example"]', '["+12145550103"]', '[["NTREIS","0512347"]]');
INSERT INTO users VALUES ('u-wilson', 34359738368, 'Noah', 'Wilson', '["noah.wilson@adler.example"]', '["+12145550107"]', '[["NTREIS","0512351"]]');
CREATE TABLE memberships (
    user    TEXT NOT NULL REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    place   INTEGER NOT NULL CHECK (place >= 0),
    account TEXT NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (user, place)
) STRICT, WITHOUT ROWID;
INSERT INTO memberships VALUES ('u-adler', 0, 'adler');
INSERT INTO memberships VALUES ('u-anderson', 0, 'anderson');
INSERT INTO memberships VALUES ('u-brown', 0, 'brown');
INSERT INTO memberships VALUES ('u-davis', 0, 'davis');
INSERT INTO memberships VALUES ('u-johnson', 0, 'johnson');
INSERT INTO memberships VALUES ('u-miller', 0, 'miller');
INSERT INTO memberships VALUES ('u-moore', 0, 'moore');
INSERT INTO memberships VALUES ('u-smith', 0, 'smith');
INSERT INTO memberships VALUES ('u-taylor', 0, 'taylor');
INSERT INTO memberships VALUES ('u-williams', 0, 'williams');
INSERT INTO memberships VALUES ('u-wilson', 0, 'wilson');
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
INSERT INTO channels VALUES ('1a7f3be9-62d0-4c15-8e4a-d5b09c27f605', 21474836480, 'downtown', 'Default Route', 1, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"round_robin","pool":"all"}', NULL);
INSERT INTO channels VALUES ('2e95b7a0-4c1d-4836-b8f2-f36d0e5c9108', 34359738368, 'uptown', 'Open houses', 0, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"inbox"}', NULL);
INSERT INTO channels VALUES ('5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 8589934592, 'adler', 'Listing inquiries', 0, '["NTREIS"]', 'America/Chicago', 1, 30, '{"type":"round_robin","pool":"all"}', NULL);
INSERT INTO channels VALUES ('73d8e0c4-9b2f-4e61-a15d-48f6c3b70a06', 25769803776, 'downtown', 'Open houses', 0, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"inbox"}', NULL);
INSERT INTO channels VALUES ('8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01', 4294967296, 'adler', 'Default Route', 1, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"inbox"}', NULL);
INSERT INTO channels VALUES ('b64c92d1-e830-4f7a-9c5e-07a1f8d36b07', 30064771072, 'uptown', 'Default Route', 1, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"specific_agent","agent":"miller"}', NULL);
INSERT INTO channels VALUES ('c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703', 12884901888, 'adler', 'General inquiries', 0, '["NTREIS"]', 'America/Chicago', 1, 0, '{"type":"specific_agent","agent":"johnson"}', NULL);
INSERT INTO channels VALUES ('e94a1f73-b0c6-4d28-97f5-2c8d61e3a804', 17179869184, 'adler', 'Newsletter', 0, '["NTREIS"]', 'America/Chicago', 0, 0, '{"type":"inbox"}', '[{"type":"tag","tag":"Newsletter"},{"type":"flow","name":"Monthly market letter"}]');
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
INSERT INTO rules VALUES ('r-asked-for-uptown', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 25769803776, 'Asked for Uptown', 1, '{"field":"note","op":"is_set"}', '{"type":"custom","expression":"lead.note.matches(''(?i)uptown'')\n  ? agents.filter(a, a.office == ''uptown'' && a.eligible).map(a, a.id)\n  : null"}', NULL);
INSERT INTO rules VALUES ('r-downtown-buyers', '1a7f3be9-62d0-4c15-8e4a-d5b09c27f605', 8589934592, 'Buyers', 1, '{"field":"tags","op":"has_any","value":["Buyer"]}', '{"type":"round_robin","pool":[{"account":"smith"},{"account":"johnson","weight":2},{"account":"davis"}]}', NULL);
INSERT INTO rules VALUES ('r-downtown-lakewood', '1a7f3be9-62d0-4c15-8e4a-d5b09c27f605', 4294967296, 'Lakewood', 1, '{"field":"address.postal_code","op":"is_any_of","value":["75206","75214","75218"]}', '{"type":"specific_agent","agent":"brown"}', NULL);
INSERT INTO rules VALUES ('r-downtown-saturday', '73d8e0c4-9b2f-4e61-a15d-48f6c3b70a06', 4294967296, 'Weekend visitors', 1, '{"field":"captured.weekday","op":"is_any_of","value":["sat","sun"]}', '{"type":"first_to_claim","pool":"all","window_minutes":60,"on_timeout":"fallback"}', '[{"type":"task","title":"Thank them for the visit","due_minutes":120}]');
INSERT INTO rules VALUES ('r-downtown-senior', '1a7f3be9-62d0-4c15-8e4a-d5b09c27f605', 12884901888, 'First free over $750,000', 1, '{"field":"listing.price","op":"ge","value":750000}', '{"type":"custom","expression":"[''smith'', ''williams'', ''brown'']"}', NULL);
INSERT INTO rules VALUES ('r-downtown-visitors', '73d8e0c4-9b2f-4e61-a15d-48f6c3b70a06', 8589934592, 'Weekday visitors', 1, '{"field":"tags","op":"has_any","value":["Open House"]}', '{"type":"round_robin","pool":"all"}', NULL);
INSERT INTO rules VALUES ('r-estates', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 17179869184, 'Estates over $2M', 1, '{"all":[{"field":"listing.price","op":"ge","value":2000000},{"field":"address.postal_code","op":"is_any_of","value":["75205"]}]}', '{"type":"specific_agent","agent":"smith"}', NULL);
INSERT INTO rules VALUES ('r-evenings', 'c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703', 8589934592, 'Evenings and weekends', 1, '{"any":[{"field":"captured.time","op":"between","value":["18:00","08:00"]},{"field":"captured.weekday","op":"is_any_of","value":["sat","sun"]}]}', '{"type":"round_robin","pool":[{"account":"davis"},{"account":"uptown"}]}', NULL);
INSERT INTO rules VALUES ('r-luxury', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 12884901888, 'Luxury buyers', 0, '{"all":[{"field":"listing.price","op":"ge","value":1000000},{"field":"address.postal_code","op":"is_any_of","value":["75205","75225","75209","75219","75230","75201"]}]}', '{"type":"round_robin","pool":[{"account":"smith","weight":2},{"account":"johnson"},{"account":"williams"},{"account":"brown"}]}', '[{"type":"task","title":"Call within 5 minutes","due_minutes":5},{"type":"tag","tag":"Luxury"}]');
INSERT INTO rules VALUES ('r-newsletter-visitors', 'e94a1f73-b0c6-4d28-97f5-2c8d61e3a804', 4294967296, 'Open house visitors', 1, '{"field":"tags","op":"has_any","value":["Open House"]}', '{"type":"round_robin","pool":[{"account":"downtown"},{"account":"uptown"}]}', NULL);
INSERT INTO rules VALUES ('r-out-of-hours', '8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01', 8589934592, 'Out of hours', 1, '{"field":"captured.time","op":"between","value":["20:00","07:00"]}', '{"type":"round_robin","pool":"all"}', NULL);
INSERT INTO rules VALUES ('r-relocation', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 4294967296, 'Relocation desk', 1, '{"field":"tags","op":"has_any","value":["Relocation"]}', '{"type":"specific_agent","agent":"anderson"}', '[{"type":"notify","account":"uptown"},{"type":"tag","tag":"Relocation"}]');
INSERT INTO rules VALUES ('r-rentals', '8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01', 4294967296, 'Rentals', 1, '{"field":"tags","op":"has_any","value":["Rental","Lease"]}', '{"type":"round_robin","pool":[{"account":"davis"},{"account":"taylor"}]}', NULL);
INSERT INTO rules VALUES ('r-sellers', 'c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703', 4294967296, 'Sellers', 1, '{"field":"tags","op":"has_any","value":["Seller"]}', '{"type":"first_to_claim","pool":[{"account":"downtown"}],"window_minutes":30}', '[{"type":"task","title":"Prepare a valuation","due_minutes":1440}]');
INSERT INTO rules VALUES ('r-uptown-by-name', 'b64c92d1-e830-4f7a-9c5e-07a1f8d36b07', 12884901888, 'Asked for by name', 1, '{"field":"note","op":"is_set"}', '{"type":"custom","expression":"agents.filter(a, a.eligible && lead.note.contains(a.name)).map(a, a.id)"}', NULL);
INSERT INTO rules VALUES ('r-uptown-evening', '2e95b7a0-4c1d-4836-b8f2-f36d0e5c9108', 4294967296, 'Evening visitors', 1, '{"field":"captured.time","op":"between","value":["17:00","22:00"]}', '{"type":"first_to_claim","pool":[{"account":"miller"},{"account":"moore"}],"window_minutes":45}', NULL);
INSERT INTO rules VALUES ('r-uptown-high-rise', 'b64c92d1-e830-4f7a-9c5e-07a1f8d36b07', 8589934592, 'High-rises', 1, '{"field":"address.postal_code","op":"is_any_of","value":["75204","75219"]}', '{"type":"round_robin","pool":[{"account":"wilson","weight":3},{"account":"moore","weight":2},{"account":"taylor"}]}', NULL);
INSERT INTO rules VALUES ('r-uptown-referrals', 'b64c92d1-e830-4f7a-9c5e-07a1f8d36b07', 4294967296, 'Referrals', 1, '{"field":"lead_source","op":"is","value":"Referral"}', '{"type":"specific_agent","agent":"miller"}', NULL);
INSERT INTO rules VALUES ('r-uptown-visitors', '2e95b7a0-4c1d-4836-b8f2-f36d0e5c9108', 8589934592, 'Visitors', 1, '{"field":"tags","op":"has_any","value":["Open House"]}', '{"type":"round_robin","pool":"all"}', NULL);
INSERT INTO rules VALUES ('r-zillow', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 10737418240, 'Zillow', 1, '{"field":"lead_source","op":"is","value":"Zillow"}', '{"type":"round_robin","pool":[{"account":"uptown"}]}', NULL);
INSERT INTO rules VALUES ('r-zillow-weekends', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', 8589934592, 'Zillow weekends', 1, '{"all":[{"field":"lead_source","op":"is","value":"Zillow"},{"field":"captured.weekday","op":"is_any_of","value":["sat","sun"]}]}', '{"type":"first_to_claim","pool":[{"account":"smith"},{"account":"johnson"},{"account":"brown"},{"account":"miller"}],"window_minutes":15}', '[{"type":"task","title":"Call within 15 minutes","due_minutes":15}]');
CREATE INDEX rules_channel ON rules (channel, place);
CREATE TABLE samples (
    id          TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    channel     TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    payload     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO samples VALUES ('agent-profile', 4, 'Agent profile', '8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01', '2026-11-24T13:30:00-06:00', '{
  "first_name": "Nora",
  "last_name": "Castillo",
  "email": "nora.castillo@example.com",
  "phone_number": "(214) 555-0168",
  "tag": ["Website"],
  "lead_source": "Office site",
  "note": "I would like to work with Agent Miller.",
  "referer_url": "https://www.office.example/agents",
  "assignees": [{ "email": "grace.miller@adler.example" }]
}');
INSERT INTO samples VALUES ('general-contact', 2, 'General contact', 'c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703', '2026-11-24T10:40:00-06:00', '{
  "first_name": "Ben",
  "last_name": "Okafor",
  "email": "ben.okafor@example.com",
  "phone_number": "(972) 555-0117",
  "tag": ["Seller"],
  "lead_source": "Office site",
  "note": "What would our house in Lakewood bring this spring?",
  "referer_url": "https://www.office.example/contact"
}');
INSERT INTO samples VALUES ('listing-inquiry', 1, 'Listing inquiry', '5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602', '2026-11-24T09:12:00-06:00', '{
  "first_name": "Ada",
  "last_name": "Quill",
  "email": "ada.quill@example.com",
  "phone_number": "(214) 555-0142",
  "tag": ["Buyer"],
  "lead_source": "Zillow",
  "note": "Could we see it on Friday?",
  "referer_url": "https://www.zillow.example/homes/4412-lakeside-dr",
  "listing": {
    "price": 1250000,
    "mls_number": "20451177",
    "property": {
      "address": {
        "street_number": "4412",
        "street_name": "Lakeside",
        "street_suffix": "Dr",
        "city": "Dallas",
        "state_code": "TX",
        "postal_code": "75205"
      }
    }
  }
}');
INSERT INTO samples VALUES ('newsletter-signup', 3, 'Newsletter signup', 'e94a1f73-b0c6-4d28-97f5-2c8d61e3a804', '2026-11-24T12:05:00-06:00', '{
  "first_name": "Lena",
  "email": "lena@example.com",
  "tag": ["Newsletter"],
  "lead_source": "Office site",
  "referer_url": "https://www.office.example/newsletter"
}');
CREATE TABLE edits (
    number    INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    label     TEXT NOT NULL,
    changeset BLOB NOT NULL
) STRICT;
INSERT INTO edits VALUES (1, '2026-11-23T12:59:44Z', 'Moved “Zillow” above “Luxury buyers”', x'5408010000000000000072756c65730017000308722d7a696c6c6f7700010000000500000000000000000000000100000002800000000000000000');
INSERT INTO edits VALUES (2, '2026-11-23T12:59:44Z', 'Turned off “Luxury buyers”', x'5408010000000000000072756c65730017000308722d6c757875727900000001000000000000000100000000000000010000000000000000000000');
INSERT INTO edits VALUES (3, '2026-11-23T12:59:44Z', 'Deleted “Luxury buyers”', x'5408010000000000000072756c65730009000308722d6c7578757279032435663063396133652d376434312d346338622d396532362d316237613430643263363032010000000300000000030d4c7578757279206275796572730100000000000000000381287b22616c6c223a5b7b226669656c64223a226c697374696e672e7072696365222c226f70223a226765222c2276616c7565223a313030303030307d2c7b226669656c64223a22616464726573732e706f7374616c5f636f6465222c226f70223a2269735f616e795f6f66222c2276616c7565223a5b223735323035222c223735323235222c223735323039222c223735323139222c223735323330222c223735323031225d7d5d7d037f7b2274797065223a22726f756e645f726f62696e222c22706f6f6c223a5b7b226163636f756e74223a22736d697468222c22776569676874223a327d2c7b226163636f756e74223a226a6f686e736f6e227d2c7b226163636f756e74223a2277696c6c69616d73227d2c7b226163636f756e74223a2262726f776e227d5d7d035f5b7b2274797065223a227461736b222c227469746c65223a2243616c6c2077697468696e2035206d696e75746573222c226475655f6d696e75746573223a357d2c7b2274797065223a22746167222c22746167223a224c7578757279227d5d');
CREATE TABLE state (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL CHECK (revision BETWEEN 0 AND 4294967295),
    done     INTEGER NOT NULL CHECK (done >= 0)
, floor INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO state VALUES (1, 5, 2, 0);
CREATE TABLE remote (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    api       TEXT NOT NULL,
    root      TEXT NOT NULL,
    pulled_at TEXT NOT NULL,
    -- Whether Rechat lets the rules of a channel be read and written.
    has_rules INTEGER NOT NULL CHECK (has_rules IN (0, 1))
, said TEXT CHECK (said IS NULL OR json_valid(said))) STRICT;
CREATE TABLE remote_channels (
    id      TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
    place   INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (json_valid(channel))
) STRICT, WITHOUT ROWID;
CREATE TABLE choices (
    conflict TEXT PRIMARY KEY NOT NULL,
    mine     TEXT NOT NULL,
    theirs   TEXT NOT NULL,
    side     TEXT NOT NULL CHECK (side IN ('mine', 'theirs'))
) STRICT, WITHOUT ROWID;
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
INSERT INTO versions VALUES (1, 'import', '2026-11-23T12:59:44Z', NULL, 'Began with Adler & Associates', NULL, 19604, x'28b52ffd64944b2564005a60881135306fda06c0c0a2a1a0a020083a760c57b6dc226dc69bace4ca8922d689a9199678c0cad1bb66dd444484540f7a7c2e0f16161038010f01030108019681e351e07c495d81e428d5a5869c12a246b1f2b38e0131ca644aeb27535a172d3f4ec32c8fabe0e082828508cc5a145ad50eb4aa0f5a766e71cff3380bb30c785aabebe765f987570e54385b36a55b6fe1335398f0b532b66cffe68c6e090bfb90fad30f76f99b26533ab450e7c43186add5ca30a504634aebc295155ca9e11081a53236d8d254905c6d851da6314b8318c758d5c6894b3c83e5724e2979502fad6a870a8de943bcc2d2ba125ac19331562aa9984a2aacd89833d37e304cdffa751fbb7cf55e8b9e68fb135abce5f4216e3f522d4565847577db9fd0593f1894ac3b4477b7c4867eb08b69aeeff9d20f46abbcf63558b744058bd44a29d0faa47a584a2eeb07c36ed91a59b74488923a678d8fe9c928df5f37721fb6c4feea94704d3fd89d389ca0ff9c2054529bf15b16423e39eb25adcc1ea86c0895f84a088c831e039de311b534887947a3a4e7b4c58151fbc61dcfc5674e678fc8b16ee71e8ea1ff12fc9425b102df667cf9eb581b670936d7aac5da70aecd66cc5a2fd62da96a274873b5d70463b671fd21b0eecfd33558f784fa74bdba2aeb86389eff60f42b0985e998be6d76665b21fe649580803f69dfa215c4f496c49f2dee0783d39538570a8d67f6f80a16179fc523c83ce768ce43548b1cee34e862d398e741bf50d253ead573dca2b88cf58a18116b85c6a150aff053aff00523293e91f6f289b4139648a9bc52af11dc0329ffdc423cd232a1907a5f50495fe31d274fd768efb77ebd9d5061cebfd3edd367d0b8887220e3a2e3a146352eb50745a7f93f4b9328e7c088791b91e7d49c1e1994975b8a809f9484c8f98af7c44453748102ad78577800fb78caa8dc36d04d3908a010200d04a00870bf7ad82de571a5ca7d7b7df88a6f7ef8ef7465a517dad6d8f023d7a2d91a1bfcc8750d0c0603a0ed6bd4bec0f7997e305c41e44b58773bd72c0ec7304fc4ba1fc73c11ac6f9a8e6fbd947bdf42e86eb197f2934c35049b3fe4f919f6b334951596929ed3134c2c3173fc2c3853694d920aa994304bfa7c53c5f932bfac7b43acd384fae430f22fb1b9dee9ad01d28ffc4b9aa4ce29416c3c18c431c47194b8d22b4f01121b1219dd12181c8661d1c224b738def30e424d6c4c94a8063592d3a047d4e37846c05b4e150f70a9744cebeb8989ee09d52614d3380dfe4adb2a88acacfdf8b6458e821a28c5c523d7fe798ee651749a6ba46f0b641ccf81a88d8943a6c2d657b823d42b0bb9be25f144ab8332d88cfd367711d53c284a4e83cfe26d81de6991a11ccd79ee25d8441914145d4141d11514141b9ec855b827fab7b1f1b57281a47f112ccc13310802ac55f2119f0d8a11f31c8e7a6073e7a5f62ccf690e3250733cd5c4c8978dc61fb16ef5645698568cd8a0ffe65a35fd4b42c5f24a8d4625fe4e8f4f21f25e9f6ca5b5c2f8e7957c04c749defc0241e931ed8991a3490c741af41cd59a282eee385e72018378a8825d854cd18848922495e172091084415118a789a03b12a080380c453910c4380c520621a308218488c8888888888c88736267b1c5258b874b8b3a0742b3e0efbef840af91fe1d5e509150766513b187c494320713593e1ac11ef65ae314ca417e4078f7b3f74d48814cfd6af4278ae660699a470b89c276585d93a56ce661c84e80a7d325b540d2303c1199ae8820595a75da982c35c306cfc11962ce952515909dae8838c71c8e962fdfb6dda1c431212277b1b034119b784e636a8fc2fb94121adf4192b6ad580d7451a45207e3783e0824809b8cb48fc7e52b72210f2ba36b0ecc1276901f01fa26c8674458dc60c19c461f3fb4bd02230adb379f4dad85964a3114463911c7d3556b508c400f66b16552f30c144d056a898b1080c618bd50e4a496ad0180febe61438eea650b69c961003c49c833e4b48b1a4734be085214f0b46db8c4b6824783494a6eecf3cccc968b9fa573725d107847d93ca093325eb408e237961b093151c5fa24738dcb5e8de90d40d31fa0089fe9b771e35d84f0bcd68f30d314e47f85ba8e8502692ac10723422cb92014016e77a8fc2b7630962406527bf0cb1b6089c97923fc7a6135f3f1dd1bad06ee6b1754351cb405d4f1143fbd397a6e68c754f6b450c50c23eab3e76d2281a14889c2cf550d084b406d23159cb67e95a448cda541911e2b2d5c8e6e80e9f5dcea1e037a9d95f3fd00dc339133525b0099b7453b22e9e5c71aa642f5b62add141654203152229ee903889219f2269db9b0909f001c18ff8e33c7d4b92afc1af6c3bd0a660b2e1f2c83c1d5785872a9ae97e1f4af0c77f59948364930815d797550f5184b2fdd5e2a7d5e82e894c473e40c6c9a9431eb198f4c1c66ed43af860104a3fecf18087d080eda563b8905caff2cc5c964b85abaa3327b6c1b291a93a1ddcc4d41e3345b9e35400a2ad91422aa94198608c8a7ab6ea97d92ddee5a0b8ae3815a3c72f4ec595a9c2c57dc1954780d0dfdbaea70397923adabab8e19dd4f5c34d91e555bf1d454ea4d07f68f4a30ebcae5d85bdfc921a2329a71079fffb896cf370e4f33fa3b96340e115b0cfeee0e533cb038e9118f03495fe3302b35c8eeefe500f6393dacc24e27ee6651dc55b1f41f4b7606a07a07eba4f76c49d78f1012007cea2161ab7a0e8e33a8165163b8fa08ea006bed0c76a591bc92b49f2475f573b2658f16b16c992a6b23de27079b156952f8335d2f7d6e62604ab04b79b1e4f79501f5a55b9143dc011ead497650fd38728474db92ac224b38834401b83a9024c3f5ed0bb9834be695695c42958aad5bed0a381569fc85a4e06b0216b2a12666d4728eafa1c789eeaa436771bb25a28072184108e7c6411326f2b620d24c8198b5d6c5416921b6ab04bd842255a39753a52cdbdfe2c816a158587b8d3b39ac5324ad89f1789580e314aab182715b8143ce60464f8ade0099849a8872664f33dd8734d7a0a72096561f4bbccce37dba8c72cc6292e5db158a2ab288a5fd312bc97897e1b11d96317c59cbf9a143f89f3922579f0242f73b6067d51f34108f812117c425e3d6a0ec495b93993ea8a4ded07e7088651293ffea21e0fb121f25967c50bea80fd3dc3099a5b4722b9aa07388293610e08e953cfe12e600c9c8e037a473c89535599b9e95f1324796256220d0fb5182f16697531cd216cdbdd3dbf170ff6349168b8bca6db9d847776cec748100da781c322adbd19cda89f4410b9f97517c088acfc184b92af4d9d3393825a699e5e9b700ae4567fd739a4447b935383cce3bc382dfa0db5307c53aa4e7c270d719b7b842ddb63286249c12b0f1db747139808b074cd47d80fff0b38581e6a1116e87adaa28ac26bdf221a1552214269fdf492e4ff1d0985fbb18b71b2026b0a722df29c97e4472580892528369907f7cec5d87fea019c29881f8ee41731eda1ad4b4946898494ec389ec35bb788b86df3a0e80850a45b4104ba35c39fa633404742602593cc4f3c7eb8a8f1eff665a831cb9f9828d4123cbc090f079b6f6a7653884c150b83a119c443db838d4b3b43388e5f822e46fd07c19a3089d05d45aaf5578f3fc740d8c078203d634915ac95e142397e2c7578d6f164d41f8310bd81fbe1bbcb40cdd953b374609cbdbd556dc346aae827aab2ae63c367af16f55d9874c2b7f662c9c4b3db01c7e268f3bcd65d8fe77591d1c5b3b99f4b4b4dd10cc342136c3ac980eccb2490650bae12738181f8ab500de5461735bda5df70cb669239bc6bfacd727c915a7939327a5e5caab30958cc0e8158c0606f9fec271608a090ec687602d409b6ad81cd572576b82b15e4ad229326fd61213281bb5af44b1b967ca15824fed37f5af6036b0c93c0c3a1a85c4e0323e09d6f237d70ec270db43e16e9e1e4a1dd4cd0b04a7d327c146fafaeac178ec6e405c789acd72a2c9d0dd693acea090c6f9e490ad046a513084511b2210e169d759f42c1a19dd83d57c96c6129e76271853346bd4e37c8c0d457e3345128554a5ece374aa682f9ed9353a0208fd4ae50cc23747ae8d0125dd82c8709a58fbc7799bb9071456713a5355089c8947a0d60f6c9d2fece58f2b95ba5d3388f8876ab286c1dc179da3781e071bccbaec67cd51c4dab8e49a1ff4f3b476dfac3f6bb3b9c0d98e2fe108847638fc777d83634c8d9e9402cd987e8d0a9293d7ea6e12c7f70b0c484487750c11586493afee1333d04d12738585528160a88c6ce13cdfb9647693ddcdb41127fd7ffc426f27b85202214e8d577c7d5d2d0e4a1362ccdf209ad720893f7970b18265c9afcb5bad166cf5361313c6cbbe5c92fda592fe07dd6f9c1267545773b8b681d1f5b693f07c99fb73f26c019668e44ac9e52e794782ee9b72dcd98805edecd2002c7c238eee4a7a03eea476da87896c05289eb1cf');
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
CREATE TABLE sheet_ticks (
    step TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
