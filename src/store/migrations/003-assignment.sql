-- Who has which ticket, and how that came. Columns that hold words of people are removed with the ticket.

-- Where a ticket stands in assignment. One row a ticket; one that was never assigned has none.
CREATE TABLE assignment_slots (
  ticket_id VARCHAR,         -- tickets.id
  state VARCHAR,             -- held, waiting, idle
  assignment_id VARCHAR, member VARCHAR,
  how VARCHAR,               -- automatic, by hand, handed over, reopened
  held_since TIMESTAMP,
  accepted BOOLEAN,
  accept_by TIMESTAMP,       -- goes on to somebody else then, unless it is accepted
  confirmed BOOLEAN,         -- its support system has shown the member as its owner
  waiting_since TIMESTAMP, reason VARCHAR,
  owner_then VARCHAR,        -- its owner there when it began to wait
  excluded VARCHAR,          -- who gave it away, JSON
  former VARCHAR             -- who had it when it was resolved
);

CREATE TABLE assignments (
  id VARCHAR, ticket_id VARCHAR, member VARCHAR, how VARCHAR,
  assigned_by VARCHAR, assigned_at TIMESTAMP, accepted_at TIMESTAMP,
  ended_at TIMESTAMP, ended_by VARCHAR,
  ended VARCHAR,             -- declined, lapsed, handed over, replaced, resolved, went away, moved, gone
  note VARCHAR,              -- why, in somebody's words
  unwritten VARCHAR,         -- why its support system isn't told; null: it is
  place VARCHAR,             -- where the message to the member is, as its platform names it
  shown VARCHAR,             -- what that message says: offered, accepted, over; null: none was sent
  untold VARCHAR             -- why they get no message; null: they do
);

-- Each time somebody was found, or not: everybody who was weighed, and what spoke against them.
CREATE TABLE assignment_decisions (
  ticket_id VARCHAR, decided_at TIMESTAMP, actor VARCHAR,
  decision VARCHAR           -- JSON
);

-- What people asked for, so that what arrives twice is done once.
CREATE TABLE assignment_events (id VARCHAR, ticket_id VARCHAR, handled_at TIMESTAMP);

CREATE TABLE absences (
  id VARCHAR, member VARCHAR,
  from_at TIMESTAMP,
  until_at TIMESTAMP,        -- null: until they say that they are back
  note VARCHAR,
  said_by VARCHAR, said_at TIMESTAMP, ended_at TIMESTAMP
);

-- Grows with each write to the tables above: whoever read before it reads again.
INSERT INTO meta VALUES ('assignment_turn', '0');
