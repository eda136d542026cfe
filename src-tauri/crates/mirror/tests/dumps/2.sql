PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1398362692;
PRAGMA user_version = 2;
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
INSERT INTO edits VALUES (1, '2026-11-23T06:58:04Z', 'Moved "Zillow" above "Luxury buyers"', x'5408010000000000000072756c65730017000308722d7a696c6c6f7700010000000500000000000000000000000100000002800000000000000000');
INSERT INTO edits VALUES (2, '2026-11-23T06:58:04Z', 'Turned off "Luxury buyers"', x'5408010000000000000072756c65730017000308722d6c757875727900000001000000000000000100000000000000010000000000000000000000');
INSERT INTO edits VALUES (3, '2026-11-23T06:58:04Z', 'Deleted "Luxury buyers"', x'5408010000000000000072756c65730009000308722d6c7578757279032435663063396133652d376434312d346338622d396532362d316237613430643263363032010000000300000000030d4c7578757279206275796572730100000000000000000381287b22616c6c223a5b7b226669656c64223a226c697374696e672e7072696365222c226f70223a226765222c2276616c7565223a313030303030307d2c7b226669656c64223a22616464726573732e706f7374616c5f636f6465222c226f70223a2269735f616e795f6f66222c2276616c7565223a5b223735323035222c223735323235222c223735323039222c223735323139222c223735323330222c223735323031225d7d5d7d037f7b2274797065223a22726f756e645f726f62696e222c22706f6f6c223a5b7b226163636f756e74223a22736d697468222c22776569676874223a327d2c7b226163636f756e74223a226a6f686e736f6e227d2c7b226163636f756e74223a2277696c6c69616d73227d2c7b226163636f756e74223a2262726f776e227d5d7d035f5b7b2274797065223a227461736b222c227469746c65223a2243616c6c2077697468696e2035206d696e75746573222c226475655f6d696e75746573223a357d2c7b2274797065223a22746167222c22746167223a224c7578757279227d5d');
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
) STRICT;
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
