-- Calendars, installed workflow definitions, and who may see what.
SET LOCAL ROLE casework_owner;

CREATE TABLE casework_data.calendar (
  id           integer     GENERATED ALWAYS AS IDENTITY CONSTRAINT calendar_pkey PRIMARY KEY,
  name         text        NOT NULL CONSTRAINT calendar_name UNIQUE,
  zone         text        NOT NULL,
  label        jsonb       NOT NULL DEFAULT '{}',
  source       text,
  document     jsonb       NOT NULL,
  covers_from  date,
  covers_until date,
  installed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One row a day, 1950 to 2149. working_no counts the working days up to and including this one, so
-- "n working days after d" is one lookup by number instead of a walk.
CREATE TABLE casework_data.calendar_day (
  calendar_id integer NOT NULL CONSTRAINT calendar_day_calendar REFERENCES casework_data.calendar,
  day         date    NOT NULL,
  working     boolean NOT NULL,
  working_no  integer NOT NULL,
  kind        text    CONSTRAINT calendar_day_kind CHECK (kind IN ('holiday', 'working')),
  label       jsonb,
  CONSTRAINT calendar_day_pkey PRIMARY KEY (calendar_id, day)
);
CREATE UNIQUE INDEX calendar_day_by_working_no ON casework_data.calendar_day (calendar_id, working_no) INCLUDE (day) WHERE working;
-- The named days of a period, for the reason stored with a due date.
CREATE INDEX calendar_day_named ON casework_data.calendar_day (calendar_id, day) WHERE kind IS NOT NULL;

-- Due dates reckoned ahead when a calendar or a procedure is installed: a function of the calendar's rows
-- alone. What is not here is reckoned anew each time; nothing but an installation writes here.
CREATE TABLE casework_data.calendar_due (
  calendar_id integer NOT NULL CONSTRAINT calendar_due_calendar REFERENCES casework_data.calendar,
  start       date    NOT NULL,
  n           integer NOT NULL,
  us          bigint  NOT NULL,
  why         jsonb   NOT NULL,
  CONSTRAINT calendar_due_pkey PRIMARY KEY (calendar_id, start, n)
);

CREATE TABLE casework_data.definition (
  id            integer     GENERATED ALWAYS AS IDENTITY CONSTRAINT definition_pkey PRIMARY KEY,
  install_id    uuid        NOT NULL CONSTRAINT definition_install REFERENCES casework_data.install,
  workflow      text        NOT NULL CONSTRAINT definition_workflow CHECK (workflow ~ '^[a-z][a-z0-9_]{0,62}$'),
  version       integer     NOT NULL CONSTRAINT definition_version CHECK (version > 0),
  digest        bytea       NOT NULL CONSTRAINT definition_digest UNIQUE CONSTRAINT definition_digest_length CHECK (octet_length(digest) = 32),
  number        text        NOT NULL CONSTRAINT definition_number CHECK (number ~ '^[A-Z][A-Z0-9]{0,7}$'),
  tier          smallint    NOT NULL CONSTRAINT definition_tier CHECK (tier BETWEEN 1 AND 3),
  currency      text        NOT NULL CONSTRAINT definition_currency CHECK (currency ~ '^[A-Z]{3}$'),
  calendar_id   integer     CONSTRAINT definition_calendar REFERENCES casework_data.calendar,
  zone          text        NOT NULL,
  start_state   text        NOT NULL,
  stamp         bytea       NOT NULL,  -- "workflow@version" as it stands in an entry's bytes
  -- The columns below are what act() needs of the document, ready to use.
  judge_name    text        NOT NULL,
  value_name    text        NOT NULL,
  signed        text[]      NOT NULL,
  staff_fields  text[]      NOT NULL,
  timed_fields  text[]      NOT NULL,  -- date fields that a deadline counts from
  documents     jsonb       NOT NULL,
  hold_roles    text[]      NOT NULL,
  hold_reasons  text[]      NOT NULL,
  label         jsonb       NOT NULL,
  installed_by  text        NOT NULL,
  installed_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX definition_latest ON casework_data.definition (workflow, version DESC, id DESC);

-- The document and the file's exact bytes: read by doctor, explain and auditors, never by act().
CREATE TABLE casework_data.definition_source (
  definition_id integer NOT NULL CONSTRAINT definition_source_pkey PRIMARY KEY
    CONSTRAINT definition_source_definition REFERENCES casework_data.definition,
  document      jsonb   NOT NULL,
  source        bytea   NOT NULL
);

CREATE TABLE casework_data.wf_field (
  definition_id integer NOT NULL CONSTRAINT wf_field_definition REFERENCES casework_data.definition,
  name          text    NOT NULL,
  position      integer NOT NULL,
  type          text    NOT NULL,
  is_private    boolean NOT NULL,
  spec          jsonb   NOT NULL,
  CONSTRAINT wf_field_pkey PRIMARY KEY (definition_id, name)
);

CREATE TABLE casework_data.wf_state (
  definition_id integer NOT NULL CONSTRAINT wf_state_definition REFERENCES casework_data.definition,
  name          text    NOT NULL,
  phase         text,
  ends          text,
  label         jsonb   NOT NULL,
  within_n      integer,
  within_unit   text,
  of_field      text,
  remind_n      integer,
  remind_unit   text,
  escalate_to   text,
  then_action   text,
  -- [{"name","role","n","unit"}], and [{"action","n","unit"}] for the actions that open later.
  checks        jsonb   NOT NULL DEFAULT '[]',
  opens         jsonb   NOT NULL DEFAULT '[]',
  CONSTRAINT wf_state_pkey PRIMARY KEY (definition_id, name),
  CONSTRAINT wf_state_unit CHECK (within_unit IN ('days', 'business_days', 'hours'))
);

CREATE TABLE casework_data.wf_deadline (
  definition_id integer NOT NULL CONSTRAINT wf_deadline_definition REFERENCES casework_data.definition,
  name          text    NOT NULL,
  of_field      text    NOT NULL,
  within_n      integer NOT NULL,
  within_unit   text    NOT NULL,
  states        text[]  NOT NULL,
  remind_n      integer,
  remind_unit   text,
  escalate_to   text,
  CONSTRAINT wf_deadline_pkey PRIMARY KEY (definition_id, name)
);

-- One wide row an action: act() reads one row here and nothing else of the definition's parts but the
-- target state. Arrays run in parallel with the document's lists.
CREATE TABLE casework_data.wf_action (
  definition_id integer NOT NULL CONSTRAINT wf_action_definition REFERENCES casework_data.definition,
  name          text    NOT NULL,
  actor_kind    text    NOT NULL CONSTRAINT wf_action_actor CHECK (actor_kind IN ('person', 'clock', 'batch', 'bank')),
  opens_case    boolean NOT NULL,
  from_states   text[]  NOT NULL,
  roles         text[]  NOT NULL,
  all_roles     text[]  NOT NULL,   -- roles, and those of every band
  only_field    text,
  after_n       integer,
  after_unit    text,
  unrelated     boolean NOT NULL,
  people        integer NOT NULL CONSTRAINT wf_action_people CHECK (people BETWEEN 1 AND 20),
  distinct_from text[]  NOT NULL,
  at_most       integer,
  while_held    boolean NOT NULL,
  fill          text[]  NOT NULL,
  fill_need     text[]  NOT NULL,
  fill_must     text[]  NOT NULL,   -- those of fill whose need is not "never"
  specs         jsonb   NOT NULL,   -- field name -> its limits, for the fields of fill
  documents     text[]  NOT NULL,
  targets       text[]  NOT NULL,
  bands         jsonb,
  money         jsonb   NOT NULL,
  votes         boolean NOT NULL,   -- tiered, or more than one person: its entries are signatures
  tell          text,
  need_parts    text[]  NOT NULL,   -- docs, checks, money, case: parts of facts that its rules read
  need_did      text[]  NOT NULL,
  need_lookups  text[]  NOT NULL,
  has_values    boolean NOT NULL,
  rule_names    text[]  NOT NULL,
  rule_kinds    text[]  NOT NULL,
  rule_refs     text[]  NOT NULL,
  rule_says     jsonb   NOT NULL,
  -- A person's, to one state without checks and later openings: no tier, quorum, money, documents, limits in
  -- number or time, nothing of the past asked, and nothing filled that the case row repeats: what act() may do the
  -- short way. What it needs of the target and of the definition is repeated here for it.
  plain         boolean NOT NULL,
  target_n      integer,
  target_unit   text,
  target_remind_n integer,
  target_remind_unit text,
  target_ends   boolean,
  install_id    uuid    NOT NULL,
  stamp         bytea   NOT NULL,
  digest        bytea   NOT NULL,
  judge_name    text    NOT NULL,
  value_name    text    NOT NULL,
  calendar_id   integer,
  zone          text    NOT NULL,
  CONSTRAINT wf_action_pkey PRIMARY KEY (definition_id, name)
) WITH (toast_tuple_target = 8160);  -- kept in line: no detoasting on the hot path

-- The visibility table. role NULL is the tier's default for a role not named; programme NULL is every
-- programme of the tier. F full, O own cases full (others of nobody: metadata), M metadata, C code,
-- date and price only, N nothing.
CREATE TABLE casework_data.tier_access (
  tier      smallint NOT NULL CONSTRAINT tier_access_tier CHECK (tier BETWEEN 1 AND 3),
  programme text,
  role      text,
  level     text     NOT NULL CONSTRAINT tier_access_level CHECK (level IN ('F', 'O', 'M', 'C', 'N')),
  CONSTRAINT tier_access_once UNIQUE NULLS NOT DISTINCT (tier, programme, role)
);
INSERT INTO casework_data.tier_access (tier, programme, role, level) VALUES
  (1, NULL, NULL, 'F'), (1, NULL, 'union_officer', 'F'), (1, NULL, 'caseworker', 'F'), (1, NULL, 'supervisor', 'F'),
  (1, NULL, 'finance_officer', 'M'), (1, NULL, 'releaser', 'M'), (1, NULL, 'cashier', 'M'),
  (1, NULL, 'counsel', 'N'), (1, NULL, 'counsellor', 'N'), (1, NULL, 'auditor', 'F'), (1, NULL, 'clock', 'N'),
  -- Tier 2 is read as the legal column, the narrower one; the medical programmes say what they widen.
  (2, NULL, NULL, 'M'), (2, NULL, 'union_officer', 'N'), (2, NULL, 'caseworker', 'M'), (2, NULL, 'supervisor', 'M'),
  (2, NULL, 'finance_officer', 'M'), (2, NULL, 'releaser', 'M'), (2, NULL, 'cashier', 'M'),
  (2, NULL, 'counsel', 'O'), (2, NULL, 'legal_supervisor', 'F'), (2, NULL, 'claims_reviewer', 'F'),
  (2, NULL, 'counsellor', 'N'), (2, NULL, 'auditor', 'M'), (2, NULL, 'clock', 'N'),
  (2, 'medical_mutual_aid', 'caseworker', 'F'), (2, 'medical_mutual_aid', 'union_officer', 'M'), (2, 'medical_mutual_aid', 'counsel', 'N'),
  (2, 'womens_health_claim', 'caseworker', 'F'), (2, 'womens_health_claim', 'union_officer', 'M'), (2, 'womens_health_claim', 'counsel', 'N'),
  (3, NULL, NULL, 'N'), (3, NULL, 'supervisor', 'M'), (3, NULL, 'finance_officer', 'C'), (3, NULL, 'releaser', 'C'),
  (3, NULL, 'counsellor', 'O'), (3, NULL, 'clinical_supervisor', 'F'), (3, NULL, 'auditor', 'C');

-- Programme x tier x unit, with the level of each role resolved: a policy compares one integer with an
-- array computed once a query (3 ms against 1.9 s for a function a row).
CREATE TABLE casework_data.scope (
  id       integer  GENERATED ALWAYS AS IDENTITY CONSTRAINT scope_pkey PRIMARY KEY,
  workflow text     NOT NULL,
  tier     smallint NOT NULL,
  unit     text     CONSTRAINT scope_unit CHECK (char_length(unit) BETWEEN 1 AND 40),
  access   jsonb    NOT NULL,
  CONSTRAINT scope_once UNIQUE NULLS NOT DISTINCT (workflow, tier, unit)
);
