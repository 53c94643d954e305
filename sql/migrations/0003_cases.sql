-- The case, its history, and what hangs on it.
SET LOCAL ROLE casework_owner;

-- Minor units that a case has of something. A domain and not the table's CHECK: that one is read, planned and
-- run at every update, this one where an amount is written.
CREATE DOMAIN casework_data.holding AS bigint CONSTRAINT holding_never_negative CHECK (VALUE >= 0);

-- A case row is the history folded up to its last entry: everything act() must know of the past is
-- here, so that a decision reads one row. What is derived (did, votes, signed, money, checks) can be
-- computed again from the entries; the tests do.
--
-- No column that changes with every action is indexed: updates stay in the page (HOT) and touch no
-- index. The clock therefore scans the open cases, which is what cases_open is for.
CREATE TABLE casework_data.cases (
  id            uuid     NOT NULL CONSTRAINT cases_pkey PRIMARY KEY,
  number        text     NOT NULL CONSTRAINT cases_number UNIQUE,
  scope_id      integer  NOT NULL CONSTRAINT cases_scope REFERENCES casework_data.scope,
  definition_id integer  NOT NULL CONSTRAINT cases_definition REFERENCES casework_data.definition,
  workflow      text     NOT NULL,
  tier          smallint NOT NULL,
  unit          text,
  applicant_id  uuid     NOT NULL CONSTRAINT cases_applicant REFERENCES casework_data.person,
  applicant     jsonb    NOT NULL,              -- name, born, member_since, union as when the case was opened
  state         text     NOT NULL,
  version       bigint   NOT NULL,              -- seq of the last entry
  visit         integer  NOT NULL,
  opened_us     bigint   NOT NULL,
  entered_us    bigint   NOT NULL,
  last_us       bigint   NOT NULL,
  closed_us     bigint,
  head          bytea    NOT NULL,
  salt          bytea    NOT NULL,              -- of the digests of what is signed; shown to nobody
  fields        jsonb    NOT NULL,
  assigned      text[]   NOT NULL DEFAULT '{}', -- logins named by the case's staff fields: whose own it is
  opponent      text,                           -- lookup key of the form's opponent, if it has one
  checks        jsonb    NOT NULL DEFAULT '[]', -- [{name, result}] of this visit
  checks_due    jsonb    NOT NULL DEFAULT '{}', -- check -> due microsecond
  docs          jsonb    NOT NULL DEFAULT '{}', -- name -> {received, issued_on, waived}
  did           jsonb    NOT NULL DEFAULT '{}', -- action -> {count, by, at, people}: over all rounds
  votes         jsonb    NOT NULL DEFAULT '[]', -- [{action, person, login, role, ref, filled, seq}] of this visit
  signed        jsonb    NOT NULL DEFAULT '{}', -- action -> digest its last entry signed
  opens         jsonb    NOT NULL DEFAULT '{}', -- action -> microsecond from which it may be done
  reserved      casework_data.holding NOT NULL DEFAULT 0,
  committed     casework_data.holding NOT NULL DEFAULT 0,
  paid          casework_data.holding NOT NULL DEFAULT 0,
  due_us        bigint,
  due_why       jsonb,
  remind_us     bigint,
  escalated     boolean  NOT NULL DEFAULT false,
  held_reason   text,
  held_us       bigint,
  held_until    date,
  held_left     jsonb
) WITH (fillfactor = 70);
-- Content of every tier: no histogram may tell a value's frequency through EXPLAIN.
ALTER TABLE casework_data.cases
  ALTER COLUMN applicant SET STATISTICS 0, ALTER COLUMN fields SET STATISTICS 0, ALTER COLUMN applicant_id SET STATISTICS 0,
  ALTER COLUMN docs SET STATISTICS 0, ALTER COLUMN checks SET STATISTICS 0, ALTER COLUMN held_reason SET STATISTICS 0,
  ALTER COLUMN opponent SET STATISTICS 0;
-- Lists are the newest first, of some scopes or of whole programmes.
CREATE INDEX cases_by_scope ON casework_data.cases (scope_id, opened_us DESC, number DESC);
CREATE INDEX cases_by_workflow ON casework_data.cases (workflow, opened_us DESC, number DESC);
-- Inbox and clock look at the open cases only.
CREATE INDEX cases_open ON casework_data.cases (workflow, scope_id) WHERE closed_us IS NULL;
CREATE INDEX cases_by_applicant ON casework_data.cases (applicant_id, workflow);
-- lookup.opposing_cases compares names in both directions.
CREATE INDEX cases_by_applicant_name ON casework_data.cases (workflow, lower(btrim(applicant ->> 'name')) COLLATE "C");
CREATE INDEX cases_by_opponent ON casework_data.cases (workflow, opponent COLLATE "C") WHERE opponent IS NOT NULL;

-- One row an entry, its columns the bytes that are hashed, then what is kept beside them.
CREATE TABLE casework_data.entry (
  id             bigint   GENERATED ALWAYS AS IDENTITY,  -- taken under the case's lock: a case's entries keep their order
  case_id        uuid     NOT NULL,
  seq            bigint   NOT NULL,
  at_us          bigint   NOT NULL,
  person         uuid     NOT NULL,
  amount         bigint,
  fund_id        uuid,
  ref            uuid,
  definition_id  integer  NOT NULL,
  scope_id       integer  NOT NULL,
  visit          integer  NOT NULL,
  actor          text     NOT NULL,
  role           text,
  kind           text     NOT NULL,
  action         text,                                   -- the action that opened the case, the check, the vote recalled
  from_state     text,
  to_state       text,
  currency       text,
  idem           text,
  prev           bytea    NOT NULL,
  ref_hash       bytea,
  payload        bytea    NOT NULL,                      -- commitment to the payload's bytes
  hash           bytea    NOT NULL,
  request_digest bytea,
  answer         jsonb,
  CONSTRAINT entry_pkey PRIMARY KEY (case_id, seq)
);
-- EXPLAIN is anybody's: it must not tell how often somebody did something.
ALTER TABLE casework_data.entry
  ALTER COLUMN kind SET STATISTICS 0, ALTER COLUMN action SET STATISTICS 0, ALTER COLUMN actor SET STATISTICS 0,
  ALTER COLUMN role SET STATISTICS 0, ALTER COLUMN from_state SET STATISTICS 0, ALTER COLUMN to_state SET STATISTICS 0;
-- A repeated request finds its first answer; the same id can never be used twice by one login.
CREATE UNIQUE INDEX entry_request ON casework_data.entry (actor, idem);

-- Erasable: salt and body go, the entry with its commitment stays. Without one of them there is no commitment
-- to write, so a row begins whole; what takes one away later must take both (0005).
CREATE TABLE casework_data.payload (
  case_id uuid   NOT NULL,
  seq     bigint NOT NULL,
  salt    bytea,
  body    text,
  CONSTRAINT payload_pkey PRIMARY KEY (case_id, seq)
);
ALTER TABLE casework_data.payload ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0;

CREATE TABLE casework_data.document (
  case_id   uuid    NOT NULL,
  no        integer NOT NULL,
  seq       bigint  NOT NULL,
  name      text    NOT NULL,
  file_name text    NOT NULL CONSTRAINT document_file_name CHECK (char_length(file_name) BETWEEN 1 AND 200),
  sha256    bytea   NOT NULL,
  size      integer NOT NULL,
  content   bytea   NOT NULL CONSTRAINT document_size CHECK (octet_length(content) <= 52428800),
  issued_on date,
  CONSTRAINT document_pkey PRIMARY KEY (case_id, no)
);
ALTER TABLE casework_data.document ALTER COLUMN content SET STATISTICS 0, ALTER COLUMN file_name SET STATISTICS 0,
  ALTER COLUMN content SET STORAGE EXTERNAL;

-- Periods that hang on a date of the form (limitation, objection): written when that field changes.
CREATE TABLE casework_data.case_deadline (
  case_id     uuid    NOT NULL,
  name        text    NOT NULL,
  due_us      bigint  NOT NULL,
  why         jsonb   NOT NULL,
  states      text[]  NOT NULL,
  remind_us   bigint,
  escalate_to text,
  escalated   boolean NOT NULL DEFAULT false,
  CONSTRAINT case_deadline_pkey PRIMARY KEY (case_id, name)
);
CREATE INDEX case_deadline_due ON casework_data.case_deadline (due_us) WHERE NOT escalated;

-- What must be told to somebody, for a sender to take.
CREATE TABLE casework_data.outbox (
  id      bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pkey PRIMARY KEY,
  case_id uuid    NOT NULL,
  seq     bigint  NOT NULL,
  channel text    NOT NULL,
  message text    NOT NULL,
  sent_at timestamptz
);

-- Every opening of protected content. The transaction's id is what read() looks at: a row of a
-- transaction that is not committed opens nothing.
CREATE TABLE casework_data.reading (
  id       uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT reading_pkey PRIMARY KEY,
  case_id  uuid        NOT NULL,
  login    text        NOT NULL,
  person   uuid        NOT NULL,
  role     text        NOT NULL,
  purpose  text        NOT NULL CONSTRAINT reading_purpose CHECK (char_length(purpose) BETWEEN 1 AND 400),
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid      xid8        NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX reading_by_case ON casework_data.reading (case_id, at);

-- Gap-free numbers a programme and year: taken last in open(), given back by a rollback.
CREATE TABLE casework_data.counter (
  number text    NOT NULL,
  year   integer NOT NULL,
  last   integer NOT NULL,
  CONSTRAINT counter_pkey PRIMARY KEY (number, year)
);
