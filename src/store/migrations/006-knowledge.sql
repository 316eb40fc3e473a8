-- What replies are made from: the team's documents and past tickets with what resolved them, in passages.

ALTER TABLE documents ADD COLUMN kind VARCHAR;       -- file, page
ALTER TABLE documents ADD COLUMN media VARCHAR;      -- pdf, html, docx, markdown, text
ALTER TABLE documents ADD COLUMN audience VARCHAR;   -- public, private
ALTER TABLE documents ADD COLUMN pages INTEGER;
ALTER TABLE documents ADD COLUMN hash VARCHAR;       -- of the bytes it was read from, and of how it was read
ALTER TABLE documents ADD COLUMN added_by VARCHAR;
ALTER TABLE documents ADD COLUMN added_at TIMESTAMP;
ALTER TABLE documents ADD COLUMN checked_at TIMESTAMP;

-- `document_id` is documents.id, or tickets.id where kind is resolution.
ALTER TABLE passages ADD COLUMN number INTEGER;      -- its name in the index, never given again; null: not in the index yet
ALTER TABLE passages ADD COLUMN kind VARCHAR;        -- document, resolution
ALTER TABLE passages ADD COLUMN audience VARCHAR;
ALTER TABLE passages ADD COLUMN title VARCHAR;
ALTER TABLE passages ADD COLUMN page INTEGER;
ALTER TABLE passages ADD COLUMN position INTEGER;    -- within its document
ALTER TABLE passages ADD COLUMN answer VARCHAR;
ALTER TABLE passages ADD COLUMN url VARCHAR;
ALTER TABLE passages ADD COLUMN hash VARCHAR;        -- of what makes it this passage

-- The index of words and spellings: hashes of them, in pieces of one row each.
CREATE TABLE passage_segments (
  id INTEGER, piece INTEGER,
  first_number INTEGER,      -- the lowest passages.number in it; segments don't overlap
  passages INTEGER, bytes BLOB
);

-- Vectors by passage, where there is a model. `vector` is null where another server keeps it: the row then says that it does.
CREATE TABLE passage_vectors (number INTEGER, keeper VARCHAR, space VARCHAR, vector FLOAT[]);

INSERT INTO meta VALUES ('passage_number', '0'), ('segment_number', '0'), ('knowledge_version', '0');
