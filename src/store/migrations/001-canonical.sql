-- Every time is UTC in a TIMESTAMP. No keys, constraints, indexes or sequences: the same statements must run on a DuckLake.
-- Conversations (tickets and chats) are identified by `id` = source || ':' || source_id.

CREATE TABLE tickets (
  id VARCHAR, source VARCHAR, source_id VARCHAR,
  subject VARCHAR, description VARCHAR,
  status VARCHAR,            -- open, pending, solved, closed
  stage VARCHAR,             -- the source's own word for the state
  pipeline VARCHAR,
  priority VARCHAR,          -- low, medium, high, urgent
  channel VARCHAR, category VARCHAR, subcategory VARCHAR,
  agent VARCHAR,             -- the person's one name, aliases folded
  "group" VARCHAR,
  customer VARCHAR,          -- customers.id
  customer_name VARCHAR, customer_email VARCHAR, company VARCHAR,
  tags VARCHAR[],
  created_at TIMESTAMP, first_response_at TIMESTAMP, resolved_at TIMESTAMP, closed_at TIMESTAMP, updated_at TIMESTAMP,
  reopen_count INTEGER,
  rating DOUBLE,             -- 1–5
  rating_comment VARCHAR, rated_at TIMESTAMP,
  escalated BOOLEAN,
  url VARCHAR,
  deleted_at TIMESTAMP,
  -- made from messages and analyses by store/derive.ts
  reply_count INTEGER, message_count INTEGER,
  reply_seconds DOUBLE,      -- mean over the conversation's replies
  first_reply_at TIMESTAMP,  -- first reply among the messages; where equal, first_response_at was made from it
  next_contact_at TIMESTAMP, -- the same customer's first other contact after the resolution
  sentiment DOUBLE, emotion VARCHAR, topics VARCHAR[], predicted_rating DOUBLE,
  import_id VARCHAR
);

CREATE TABLE chats (
  id VARCHAR, source VARCHAR, source_id VARCHAR,
  agent VARCHAR, agents VARCHAR[],
  "group" VARCHAR, pipeline VARCHAR, category VARCHAR, subcategory VARCHAR, priority VARCHAR, channel VARCHAR,
  customer VARCHAR, customer_name VARCHAR, customer_email VARCHAR, company VARCHAR,
  tags VARCHAR[],
  started_at TIMESTAMP, ended_at TIMESTAMP, first_response_at TIMESTAMP, updated_at TIMESTAMP,
  duration_seconds DOUBLE,
  bot_involved BOOLEAN, transferred BOOLEAN, missed BOOLEAN,
  rating DOUBLE, rating_comment VARCHAR, rated_at TIMESTAMP,
  url VARCHAR,
  deleted_at TIMESTAMP,
  reply_count INTEGER, message_count INTEGER, reply_seconds DOUBLE, first_reply_at TIMESTAMP, next_contact_at TIMESTAMP,
  sentiment DOUBLE, emotion VARCHAR, topics VARCHAR[], predicted_rating DOUBLE,
  import_id VARCHAR
);

CREATE TABLE messages (
  id VARCHAR, source VARCHAR, source_id VARCHAR,
  conversation_kind VARCHAR, -- ticket, chat; null until its conversation is known
  conversation_id VARCHAR,   -- tickets.id or chats.id; null until known
  conversation_ref VARCHAR,  -- the id as the source wrote it
  author_kind VARCHAR,       -- customer, agent, bot, system
  author VARCHAR,
  sent_at TIMESTAMP,
  text VARCHAR,
  public BOOLEAN,
  autoresponse BOOLEAN,
  deleted_at TIMESTAMP,
  import_id VARCHAR
);

CREATE TABLE agents (
  id VARCHAR, source VARCHAR, source_id VARCHAR,
  name VARCHAR, aliases VARCHAR[], emails VARCHAR[],
  role VARCHAR,              -- agent, manager, bot
  active BOOLEAN,
  import_id VARCHAR
);

CREATE TABLE customers (
  id VARCHAR,                -- lower-case e-mail, else source || ':' || source_id, else the name
  source VARCHAR, source_id VARCHAR,
  name VARCHAR, emails VARCHAR[], company VARCHAR, created_at TIMESTAMP,
  import_id VARCHAR
);

CREATE TABLE pipelines (id VARCHAR, source VARCHAR, source_id VARCHAR, name VARCHAR);
CREATE TABLE groups (id VARCHAR, source VARCHAR, source_id VARCHAR, name VARCHAR);

CREATE TABLE ticket_history (
  ticket_id VARCHAR,         -- tickets.id
  field VARCHAR, from_value VARCHAR, to_value VARCHAR,
  changed_by VARCHAR, changed_at TIMESTAMP,
  import_id VARCHAR
);

CREATE TABLE analyses (
  conversation_id VARCHAR, content_hash VARCHAR,
  category VARCHAR, subcategory VARCHAR, priority VARCHAR,
  sentiment DOUBLE, sentiment_label VARCHAR, emotion VARCHAR, topics VARCHAR[],
  satisfaction DOUBLE, first_contact_resolved BOOLEAN, confidence DOUBLE,
  analyser VARCHAR, analyser_version VARCHAR, analysed_at TIMESTAMP
);

CREATE TABLE documents (id VARCHAR, source VARCHAR, title VARCHAR, url VARCHAR, updated_at TIMESTAMP);
CREATE TABLE passages (id VARCHAR, document_id VARCHAR, section VARCHAR, text VARCHAR, updated_at TIMESTAMP);

-- What was loaded, from which file, by which mapping, and what could not be used.
CREATE TABLE imports (
  id VARCHAR, source VARCHAR, entity VARCHAR, file_name VARCHAR, file_hash VARCHAR, mapping VARCHAR, zone VARCHAR,
  rows BIGINT, inserted BIGINT, updated BIGINT, unchanged BIGINT, history BIGINT,
  newest_at TIMESTAMP, started_at TIMESTAMP, finished_at TIMESTAMP
);
CREATE TABLE unusable_values (import_id VARCHAR, table_name VARCHAR, column_name VARCHAR, value VARCHAR, rows BIGINT);
CREATE TABLE extra_fields (table_name VARCHAR, column_name VARCHAR, label VARCHAR);

CREATE TABLE meta (key VARCHAR, value VARCHAR);
INSERT INTO meta VALUES ('data_version', '0');
