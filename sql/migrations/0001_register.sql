-- The installation, the people who act, the people acted for.
SET LOCAL ROLE casework_owner;

-- The install's identity goes into every entry's bytes: two installations never share a history.
CREATE TABLE casework_data.install (
  id         uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT install_pkey PRIMARY KEY,
  single     boolean     NOT NULL DEFAULT true CONSTRAINT install_single UNIQUE CONSTRAINT install_single_true CHECK (single),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO casework_data.install DEFAULT VALUES;

-- The register. Every case has an applicant here, and every member of staff is a person here, so that
-- "nobody acts on their own case" compares two uuids.
CREATE TABLE casework_data.person (
  id           uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT person_pkey PRIMARY KEY,
  name         text        NOT NULL CONSTRAINT person_name CHECK (char_length(name) BETWEEN 1 AND 200),
  born         date        CONSTRAINT person_born CHECK (born BETWEEN DATE '1850-01-01' AND DATE '2199-12-31'),
  member_since date        CONSTRAINT person_member_since CHECK (member_since BETWEEN DATE '1850-01-01' AND DATE '2199-12-31'),
  union_code   text        CONSTRAINT person_union CHECK (char_length(union_code) BETWEEN 1 AND 40),
  added_by     text        NOT NULL,
  added_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE casework_data.person ALTER COLUMN name SET STATISTICS 0, ALTER COLUMN born SET STATISTICS 0;
-- person_find compares lower(btrim(name)) as a whole or as a prefix; "C" order makes the prefix a range.
CREATE INDEX person_by_name ON casework_data.person (lower(btrim(name)) COLLATE "C" text_pattern_ops);

-- A login is its name AND its oid: a role dropped and created again under the old name is nobody.
CREATE TABLE casework_data.staff (
  id         integer     GENERATED ALWAYS AS IDENTITY CONSTRAINT staff_pkey PRIMARY KEY,
  login      text        NOT NULL,
  login_oid  oid         NOT NULL,
  person     uuid        NOT NULL CONSTRAINT staff_person REFERENCES casework_data.person,
  name       text        NOT NULL,
  union_code text,
  added_by   text        NOT NULL,
  added_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  retired_at timestamptz,
  retired_by text
);
CREATE UNIQUE INDEX staff_login_live ON casework_data.staff (login) WHERE retired_at IS NULL;

-- programme or unit NULL means every one. Grants are never deleted: they end or are revoked.
CREATE TABLE casework_data.role_grant (
  id         integer     GENERATED ALWAYS AS IDENTITY CONSTRAINT role_grant_pkey PRIMARY KEY,
  staff_id   integer     NOT NULL CONSTRAINT role_grant_staff REFERENCES casework_data.staff,
  role       text        NOT NULL CONSTRAINT role_grant_role CHECK (role ~ '^[a-z][a-z0-9_]{0,62}$'),
  programme  text,
  unit       text,
  since      timestamptz NOT NULL DEFAULT clock_timestamp(),
  until      timestamptz,
  granted_by text        NOT NULL,
  revoked_at timestamptz,
  revoked_by text
);
CREATE INDEX role_grant_by_staff ON casework_data.role_grant (staff_id) WHERE revoked_at IS NULL;
CREATE INDEX role_grant_by_role ON casework_data.role_grant (role) WHERE revoked_at IS NULL;

CREATE TABLE casework_data.relationship (
  person_a    uuid        NOT NULL CONSTRAINT relationship_a REFERENCES casework_data.person,
  person_b    uuid        NOT NULL CONSTRAINT relationship_b REFERENCES casework_data.person,
  kind        text        NOT NULL CONSTRAINT relationship_kind CHECK (char_length(kind) BETWEEN 1 AND 60),
  declared_by text        NOT NULL,
  declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),  -- counts once this transaction is committed
  CONSTRAINT relationship_pkey PRIMARY KEY (person_a, person_b),
  CONSTRAINT relationship_two_people CHECK (person_a < person_b)
);

-- Answers to requests that are not entries of a case (person_add, fund_add, …).
CREATE TABLE casework_data.request (
  login   text   NOT NULL,
  request text   NOT NULL,
  digest  bytea  NOT NULL,
  answer  jsonb  NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid     xid8   NOT NULL DEFAULT pg_current_xact_id(),   -- what is read by this request is read once it is committed
  CONSTRAINT request_pkey PRIMARY KEY (login, request)
);
