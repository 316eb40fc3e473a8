-- Replies that were drafted, and what became of them. They go with their ticket, and with every ticket they were made from.

CREATE TABLE drafts (
  id VARCHAR,
  ticket_id VARCHAR,         -- tickets.id
  suggestion VARCHAR,        -- all that was shown, JSON
  text VARCHAR,              -- the reply as it was drafted; null: nothing answered the ticket
  tone VARCHAR, language VARCHAR,
  writer VARCHAR,            -- local, or a model's name
  confidence DOUBLE,
  automatic BOOLEAN,         -- nobody had asked for it
  made_for VARCHAR, made_at TIMESTAMP,
  outcome VARCHAR,           -- used, edited, rejected; null: nobody has said
  outcome_by VARCHAR, outcome_at TIMESTAMP,
  sent_text VARCHAR,         -- what was taken in its place
  edit_share DOUBLE,         -- how much of it was changed, 0–1
  reason VARCHAR             -- why it was rejected
);

-- What a draft shows of other tickets and of documents.
CREATE TABLE draft_sources (
  draft_id VARCHAR,
  ticket_id VARCHAR,         -- the drafted one
  kind VARCHAR,              -- document, resolution, base: what it was made of
  source_id VARCHAR          -- passages, or tickets.id; of a base, documents.id or tickets.id
);
