-- What is kept fresh from support systems, beside what files brought.
-- A source's own ids stand in `…_ref` columns; names and labels are looked up by them, so that a rename reaches old rows.

ALTER TABLE tickets ADD COLUMN version BIGINT;       -- the source's stamp of this state, ms since the epoch; the newest wins
ALTER TABLE tickets ADD COLUMN agent_ref VARCHAR;    -- agents.source_id
ALTER TABLE tickets ADD COLUMN group_ref VARCHAR;    -- groups.source_id
ALTER TABLE tickets ADD COLUMN pipeline_ref VARCHAR; -- pipelines.source_id
ALTER TABLE tickets ADD COLUMN stage_ref VARCHAR;    -- stages.source_id, within the pipeline
ALTER TABLE tickets ADD COLUMN customer_ref VARCHAR; -- the source's id of the customer
ALTER TABLE tickets ADD COLUMN merged_into VARCHAR;  -- tickets.source_id of the one it went into; deleted_at is set as well

ALTER TABLE chats ADD COLUMN version BIGINT;
ALTER TABLE chats ADD COLUMN agent_ref VARCHAR;
ALTER TABLE chats ADD COLUMN agent_refs VARCHAR[];
ALTER TABLE chats ADD COLUMN group_ref VARCHAR;
ALTER TABLE chats ADD COLUMN customer_ref VARCHAR;
ALTER TABLE chats ADD COLUMN active BOOLEAN;         -- still going on when last read

ALTER TABLE messages ADD COLUMN version BIGINT;
ALTER TABLE messages ADD COLUMN author_ref VARCHAR;  -- agents.source_id where an agent or a bot wrote it

CREATE TABLE stages (
  id VARCHAR, source VARCHAR, source_id VARCHAR, pipeline_ref VARCHAR, name VARCHAR,
  status VARCHAR             -- what a ticket in it is: open, pending, solved, closed
);

-- Ratings that arrive apart from their conversation; the newest one stands on the ticket.
CREATE TABLE ratings (
  id VARCHAR, source VARCHAR, source_id VARCHAR,
  conversation_ref VARCHAR,  -- tickets.source_id
  raw VARCHAR, scale VARCHAR,
  score DOUBLE,              -- 0–1
  rating DOUBLE,             -- 1–5
  comment VARCHAR, rated_at TIMESTAMP,
  version BIGINT, deleted_at TIMESTAMP
);

-- One row a source: where its next pull goes on, as the source wrote it (JSON). Saved in the transaction of the page it belongs to.
CREATE TABLE sync_state (
  source VARCHAR, state VARCHAR, saved_at TIMESTAMP,
  unsettled VARCHAR[]        -- import_ids whose rows have not been derived from yet
);

CREATE TABLE sync_runs (
  id VARCHAR, source VARCHAR,
  kind VARCHAR,              -- incremental, full
  outcome VARCHAR,           -- running, done, stopped, failed, interrupted
  trigger VARCHAR,           -- schedule, person, start
  started_at TIMESTAMP, finished_at TIMESTAMP,
  step VARCHAR, steps_done BIGINT, steps_of BIGINT,
  inserted BIGINT, updated BIGINT, unchanged BIGINT, deleted BIGINT, rejected BIGINT,
  requests BIGINT, retries BIGINT,
  newest_at TIMESTAMP,       -- latest change seen
  read_until TIMESTAMP,      -- everything changed before it has been read; set by a complete pass
  problem VARCHAR, remedy VARCHAR
);

-- Ids met by a full pass that is under way; what a complete one did not meet is gone.
CREATE TABLE sync_seen (source VARCHAR, entity VARCHAR, source_id VARCHAR);

CREATE TABLE rejects (
  source VARCHAR, entity VARCHAR, source_id VARCHAR,
  reason VARCHAR, raw VARCHAR,
  mapping VARCHAR,           -- hash of the mapping that refused it; another one tries again
  first_at TIMESTAMP, last_at TIMESTAMP, times BIGINT
);

-- Changes on their way back into a support system.
CREATE TABLE outbox (
  id VARCHAR, source VARCHAR, ticket_ref VARCHAR,
  place BIGINT,              -- order within the ticket
  kind VARCHAR, change VARCHAR, -- JSON
  state VARCHAR,             -- waiting, sending, unsure, done, refused, cancelled
  attempts BIGINT, next_at TIMESTAMP,
  asked_by VARCHAR, asked_at TIMESTAMP, settled_at TIMESTAMP,
  problem VARCHAR, outcome VARCHAR
);

-- People who were removed: a salted hash of each address, so that no sync brings them back.
CREATE TABLE erased (hash VARCHAR, erased_at TIMESTAMP);
