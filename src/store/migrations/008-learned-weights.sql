-- What was learned from the team's own tickets; hashes of features and numbers, nothing that quotes. The newest is used.
CREATE TABLE learned_weights (
  taxonomy VARCHAR,          -- its name: weights of another list don't fit
  version VARCHAR,
  weights BLOB,
  learned_from BIGINT,       -- labelled conversations there were
  right_share DOUBLE,        -- of tickets it did not learn from
  right_before DOUBLE,       -- the same for what was used so far
  learned_at TIMESTAMP
);
