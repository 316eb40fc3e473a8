-- Calls for help on a ticket, and what was done about each. Columns that hold words of people are removed with the ticket.

CREATE TABLE escalations (
  id VARCHAR,
  ticket_id VARCHAR,         -- tickets.id
  chain VARCHAR,             -- its name
  plan VARCHAR,              -- the chain as it was when this was opened, JSON
  status VARCHAR,            -- paging, acknowledged, taken, snoozed, resolved
  owner VARCHAR,             -- who answered
  opened_by VARCHAR, opened_at TIMESTAMP,
  answered_at TIMESTAMP,     -- the first time anybody did
  snoozed_until TIMESTAMP,
  resolved_by VARCHAR, resolved_at TIMESTAMP
);

-- Why: a second call for the same cause is counted here, and pages nobody.
CREATE TABLE escalation_causes (
  escalation_id VARCHAR, ticket_id VARCHAR,
  cause VARCHAR,             -- what makes two calls the same
  reason VARCHAR,            -- in words
  times BIGINT, first_at TIMESTAMP, last_at TIMESTAMP
);

-- The timers. An escalation nobody has answered always has one that waits.
CREATE TABLE escalation_steps (
  escalation_id VARCHAR, ticket_id VARCHAR,
  number BIGINT,             -- order within the escalation
  round BIGINT, level BIGINT,
  state VARCHAR,             -- waiting, paging, paged, missed, void
  due_at TIMESTAMP, began_at TIMESTAMP, ended_at TIMESTAMP,
  recipients VARCHAR,        -- who is paged, fixed when it begins, JSON
  problem VARCHAR
);

-- Changes to who is on call, made beside the file.
CREATE TABLE oncall_changes (
  id VARCHAR, rotation VARCHAR,
  kind VARCHAR,              -- override, swap
  person VARCHAR,
  other VARCHAR,             -- whom they swap with
  from_at TIMESTAMP, to_at TIMESTAMP,
  made_by VARCHAR, made_at TIMESTAMP, cancelled_at TIMESTAMP
);

-- What was done, by whom, in order. Only ever appended to; each row holds the hash of the one before.
CREATE TABLE audit_log (
  number BIGINT, happened_at TIMESTAMP,
  actor VARCHAR, action VARCHAR, ticket_id VARCHAR,
  details VARCHAR,           -- JSON
  previous VARCHAR, hash VARCHAR
);
