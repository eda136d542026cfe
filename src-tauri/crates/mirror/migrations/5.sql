-- What Rechat said at the last pull, where a conflict holds remote_channels back from it: a list of
-- channels in the book's shape. It is shown to whoever reviews without a line, and no merge starts
-- from it.
ALTER TABLE remote ADD COLUMN said TEXT CHECK (said IS NULL OR json_valid(said));
