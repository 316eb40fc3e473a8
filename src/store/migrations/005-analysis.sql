-- What the words of a conversation say. One row a conversation: an analysis of another text takes its place.
ALTER TABLE analyses ADD COLUMN kind VARCHAR;            -- ticket, chat
ALTER TABLE analyses ADD COLUMN language VARCHAR;        -- ISO 639-1
ALTER TABLE analyses ADD COLUMN confidences VARCHAR;     -- field → 0–1, JSON
ALTER TABLE analyses ADD COLUMN threats VARCHAR[];       -- words of the taxonomy by which the customer announces to go further
ALTER TABLE analyses ADD COLUMN given VARCHAR;           -- what the source itself said before, which stands: JSON
-- What is to be expected of it, looked at anew while it is open.
ALTER TABLE analyses ADD COLUMN escalation_risk DOUBLE;  -- 0–1
ALTER TABLE analyses ADD COLUMN risk_parts VARCHAR;      -- what it is made of, JSON
ALTER TABLE analyses ADD COLUMN resolution_low DOUBLE;   -- seconds from creation: a quarter of those it stands on took less,
ALTER TABLE analyses ADD COLUMN resolution_high DOUBLE;  -- a quarter took longer
ALTER TABLE analyses ADD COLUMN resolution_basis VARCHAR; -- similar, category, all
ALTER TABLE analyses ADD COLUMN resolution_sample BIGINT; -- how many it stands on
ALTER TABLE analyses ADD COLUMN looked_at TIMESTAMP;

-- What people put right, newest last. A value of NULL gives the field back to the analysis.
CREATE TABLE analysis_corrections (
  conversation_id VARCHAR, kind VARCHAR,
  place BIGINT,              -- order within the conversation
  field VARCHAR, value VARCHAR, -- JSON
  was VARCHAR,               -- what stood there, JSON
  made_by VARCHAR, made_at TIMESTAMP
);

-- The latest analysis of each conversation, with what people put right, where questions find it.
ALTER TABLE tickets ADD COLUMN predicted_category VARCHAR;
ALTER TABLE tickets ADD COLUMN predicted_subcategory VARCHAR;
ALTER TABLE tickets ADD COLUMN predicted_priority VARCHAR;
ALTER TABLE tickets ADD COLUMN language VARCHAR;
ALTER TABLE tickets ADD COLUMN analysis_confidence DOUBLE;
ALTER TABLE tickets ADD COLUMN escalation_risk DOUBLE;
ALTER TABLE tickets ADD COLUMN corrected BOOLEAN;
ALTER TABLE chats ADD COLUMN predicted_category VARCHAR;
ALTER TABLE chats ADD COLUMN predicted_subcategory VARCHAR;
ALTER TABLE chats ADD COLUMN predicted_priority VARCHAR;
ALTER TABLE chats ADD COLUMN language VARCHAR;
ALTER TABLE chats ADD COLUMN analysis_confidence DOUBLE;
ALTER TABLE chats ADD COLUMN escalation_risk DOUBLE;
ALTER TABLE chats ADD COLUMN corrected BOOLEAN;
