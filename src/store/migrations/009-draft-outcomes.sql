-- What became of the newest draft of a ticket, where questions look for it.

ALTER TABLE tickets ADD COLUMN draft_state VARCHAR;     -- drafted, used, edited, rejected; null: none was made
ALTER TABLE tickets ADD COLUMN draft_edit_share DOUBLE; -- how much of it was changed before it was used, 0–1
