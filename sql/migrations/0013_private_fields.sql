-- Fields that the database holds back, look-ups of numbers on record, and what is erased.
SET LOCAL ROLE casework_owner;

-- readers: the roles that may read a private field; NULL is whoever reads the case's content.
ALTER TABLE casework_data.wf_field ADD COLUMN readers text[];
-- Facts of the file that read a private field: a refusal does not give their values.
ALTER TABLE casework_data.definition ADD COLUMN private_facts text[] NOT NULL DEFAULT '{}';

-- private: this reading opens private fields too, as far as its reader's role may read them. An export of
-- payloads is a reading of no case in particular. A look-up of a resident ID names who had it, if
-- anybody.
ALTER TABLE casework_data.reading
  ADD COLUMN private boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT reading_kind,
  ADD CONSTRAINT reading_kind CHECK (kind IN ('content', 'break_glass', 'person', 'export', 'lookup')),
  DROP CONSTRAINT reading_of,
  ADD CONSTRAINT reading_of CHECK (CASE kind WHEN 'person' THEN subject IS NOT NULL AND case_id IS NULL
    WHEN 'export' THEN subject IS NULL AND case_id IS NULL
    WHEN 'lookup' THEN case_id IS NULL ELSE subject IS NULL AND case_id IS NOT NULL END);
CREATE INDEX reading_exports ON casework_data.reading (login) WHERE kind = 'export';
-- How many look-ups a person has had in an hour or a day.
CREATE INDEX reading_lookups ON casework_data.reading (person, at) WHERE kind = 'lookup';
DROP FUNCTION IF EXISTS casework.reading(text, text, integer);
DROP FUNCTION IF EXISTS casework.person_by_number(text);

-- Which resident ID a look-up was for, as its keyed digest, for the ten minutes in which it is used.
CREATE TABLE casework_data.lookup_number (
  reading uuid        NOT NULL CONSTRAINT lookup_number_pkey PRIMARY KEY CONSTRAINT lookup_number_reading REFERENCES casework_data.reading,
  number  bytea       NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX lookup_number_at ON casework_data.lookup_number (at);
ALTER TABLE casework_data.lookup_number ALTER COLUMN number SET STATISTICS 0, ALTER COLUMN reading SET STATISTICS 0;

-- Look-ups of resident IDs that one person may make, under whatever login.
CREATE TABLE casework_data.lookup_limit (
  single   boolean NOT NULL DEFAULT true CONSTRAINT lookup_limit_pkey PRIMARY KEY CONSTRAINT lookup_limit_single CHECK (single),
  per_hour integer NOT NULL CONSTRAINT lookup_limit_hour CHECK (per_hour BETWEEN 1 AND 100000),
  per_day  integer NOT NULL CONSTRAINT lookup_limit_day CHECK (per_day BETWEEN per_hour AND 1000000)
);
INSERT INTO casework_data.lookup_limit (per_hour, per_day) VALUES (60, 200);

ALTER TABLE casework_data.person ADD COLUMN erased_at timestamptz;

-- What the register said before it was corrected, and what instead; of numbers their masked forms. Only added to,
-- until the person is erased.
CREATE TABLE casework_data.person_change (
  id     bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT person_change_pkey PRIMARY KEY,
  person uuid        NOT NULL CONSTRAINT person_change_person REFERENCES casework_data.person,
  field  text        NOT NULL CONSTRAINT person_change_field CHECK (field IN (
           'name', 'born', 'member_since', 'union', 'id_number', 'phone', 'bank_card', 'erased')),
  old    text,
  new    text,
  reason text        NOT NULL CONSTRAINT person_change_reason CHECK (char_length(btrim(reason)) BETWEEN 1 AND 500),
  login  text        NOT NULL,
  by     uuid        NOT NULL,
  at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX person_change_by_person ON casework_data.person_change (person, id);
ALTER TABLE casework_data.person_change ALTER COLUMN old SET STATISTICS 0, ALTER COLUMN new SET STATISTICS 0;
CREATE TRIGGER person_change_append_only BEFORE DELETE ON casework_data.person_change
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER person_change_erased BEFORE UPDATE ON casework_data.person_change
  FOR EACH ROW WHEN (NEW.old IS NOT NULL OR NEW.new IS NOT NULL OR (OLD.id, OLD.person, OLD.field, OLD.reason, OLD.login, OLD.by, OLD.at)
    IS DISTINCT FROM (NEW.id, NEW.person, NEW.field, NEW.reason, NEW.login, NEW.by, NEW.at))
  EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER person_change_whole BEFORE TRUNCATE ON casework_data.person_change
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
