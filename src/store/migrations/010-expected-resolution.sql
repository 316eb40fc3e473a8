-- How long it will probably take, where questions find it: half of those it stands on took longer.
ALTER TABLE analyses ADD COLUMN resolution_middle DOUBLE; -- seconds from creation
ALTER TABLE tickets ADD COLUMN expected_resolution_seconds DOUBLE;
ALTER TABLE chats ADD COLUMN expected_resolution_seconds DOUBLE;

-- Everything is looked at once more, to tell it.
UPDATE analyses SET escalation_risk = NULL, looked_at = NULL;
