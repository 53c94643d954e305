-- Who lives together, what is granted for a time, and invoices: nothing twice, over all programmes.
SET LOCAL ROLE casework_owner;

-- A household is nothing but its members at a time. number is by what people name it.
CREATE TABLE casework_data.household (
  id       uuid        NOT NULL DEFAULT gen_random_uuid() CONSTRAINT household_pkey PRIMARY KEY,
  no       bigint      GENERATED ALWAYS AS IDENTITY,
  number   text        NOT NULL GENERATED ALWAYS AS ('HH-' || lpad(no::text, greatest(6, length(no::text)), '0')) STORED
             CONSTRAINT household_number UNIQUE,
  added_by text        NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- From the first day on, up to the day before the one on which somebody left.
CREATE TABLE casework_data.household_member (
  household    uuid        NOT NULL CONSTRAINT household_member_household REFERENCES casework_data.household,
  person       uuid        NOT NULL CONSTRAINT household_member_person REFERENCES casework_data.person,
  relation     text        NOT NULL CONSTRAINT household_member_relation
                 CHECK (relation IN ('head', 'spouse', 'child', 'parent', 'grandparent', 'grandchild', 'sibling', 'other')),
  during       daterange   NOT NULL CONSTRAINT household_member_during
                 CHECK (NOT isempty(during) AND lower(during) BETWEEN DATE '1850-01-01' AND DATE '2199-12-31'),
  joined_by    text        NOT NULL,
  joined_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  left_by      text,
  left_at      timestamptz,
  left_reason  text        CONSTRAINT household_member_reason CHECK (char_length(btrim(left_reason)) BETWEEN 1 AND 500),
  CONSTRAINT household_member_pkey PRIMARY KEY (person, joined_at),
  CONSTRAINT household_member_left CHECK (upper_inf(during) = (left_by IS NULL) AND (left_by IS NULL) = (left_at IS NULL)),
  -- One household at a time, whoever enters it at the same moment.
  CONSTRAINT household_member_once EXCLUDE USING gist (person WITH =, during WITH &&)
);
CREATE INDEX household_member_by_household ON casework_data.household_member (household);
ALTER TABLE casework_data.household_member
  ALTER COLUMN household SET STATISTICS 0, ALTER COLUMN person SET STATISTICS 0, ALTER COLUMN relation SET STATISTICS 0;

-- Who joined stays on record; all that changes is that they leave, once.
CREATE FUNCTION casework_data.keep_membership() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.left_by IS NULL AND NEW.left_by IS NOT NULL AND lower(NEW.during) = lower(OLD.during)
       AND (NEW.household, NEW.person, NEW.relation, NEW.joined_by, NEW.joined_at)
         = (OLD.household, OLD.person, OLD.relation, OLD.joined_by, OLD.joined_at) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'who lived where is never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER household_member_kept BEFORE UPDATE OR DELETE ON casework_data.household_member
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_membership();
CREATE TRIGGER household_member_kept_statement BEFORE TRUNCATE ON casework_data.household_member
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER household_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.household
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- What a case granted for a time. It lasts until its last day, unless its case ended it before (ended) or took it
-- back as if it had never been (released), or granted it anew (replaced). subjects: whose it is, as they were then.
CREATE TABLE casework_data.benefit (
  id         bigint    GENERATED ALWAYS AS IDENTITY CONSTRAINT benefit_pkey PRIMARY KEY,
  case_id    uuid      NOT NULL,
  seq        bigint    NOT NULL,
  person     uuid      NOT NULL CONSTRAINT benefit_person REFERENCES casework_data.person,
  household  uuid      CONSTRAINT benefit_household REFERENCES casework_data.household,
  class      text      NOT NULL CONSTRAINT benefit_class CHECK (class IN ('subsistence', 'medical', 'education', 'seasonal')),
  during     daterange NOT NULL CONSTRAINT benefit_during CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  subjects   uuid[]    NOT NULL,
  shared     boolean   NOT NULL,  -- for one person: others of the household may have their own
  override   bigint    CONSTRAINT benefit_override_of REFERENCES casework_data.proposal,
  ended      text      CONSTRAINT benefit_ended CHECK (ended IN ('ended', 'released', 'replaced')),
  ended_seq  bigint,
  ended_on   date,
  CONSTRAINT benefit_end CHECK ((ended IS NULL) = (ended_seq IS NULL) AND (ended IS NULL) = (ended_on IS NULL))
);
CREATE INDEX benefit_by_case ON casework_data.benefit (case_id);
CREATE INDEX benefit_overriding ON casework_data.benefit (class) WHERE override IS NOT NULL AND ended IS NULL;
ALTER TABLE casework_data.benefit
  ALTER COLUMN case_id SET STATISTICS 0, ALTER COLUMN person SET STATISTICS 0, ALTER COLUMN household SET STATISTICS 0,
  ALTER COLUMN class SET STATISTICS 0, ALTER COLUMN during SET STATISTICS 0, ALTER COLUMN subjects SET STATISTICS 0;

CREATE FUNCTION casework_data.keep_benefit() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended IS NULL AND NEW.ended IS NOT NULL AND OLD.household IS NOT DISTINCT FROM NEW.household AND OLD.override IS NOT DISTINCT FROM NEW.override
       AND (NEW.id, NEW.case_id, NEW.seq, NEW.person, NEW.class, NEW.during, NEW.subjects, NEW.shared)
         = (OLD.id, OLD.case_id, OLD.seq, OLD.person, OLD.class, OLD.during, OLD.subjects, OLD.shared) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a benefit ends once and is never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER benefit_kept BEFORE UPDATE OR DELETE ON casework_data.benefit
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_benefit();
CREATE TRIGGER benefit_kept_statement BEFORE TRUNCATE ON casework_data.benefit
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- The days that a live benefit takes of a person or a household. Whatever two transactions do at the same moment,
-- no day of one subject and class is taken twice. lane is everything, but for a household in which each member may
-- have their own: there it is the benefit's own number, which meets everything and no other number. A benefit that
-- overrides another takes the days which that one leaves free.
CREATE TABLE casework_data.benefit_claim (
  benefit bigint    NOT NULL CONSTRAINT benefit_claim_benefit REFERENCES casework_data.benefit,
  subject uuid      NOT NULL,
  class   text      NOT NULL,
  during  daterange NOT NULL,
  lane    int8range NOT NULL DEFAULT '(,)',
  CONSTRAINT benefit_claim_once EXCLUDE USING gist (subject WITH =, class WITH =, during WITH &&, lane WITH &&)
);
CREATE INDEX benefit_claim_by_benefit ON casework_data.benefit_claim (benefit);
ALTER TABLE casework_data.benefit_claim
  ALTER COLUMN subject SET STATISTICS 0, ALTER COLUMN class SET STATISTICS 0, ALTER COLUMN during SET STATISTICS 0, ALTER COLUMN lane SET STATISTICS 0;

-- An invoice that a case counts. Hospital and number stand in the case's form alone; here is their keyed digest.
CREATE TABLE casework_data.invoice (
  id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invoice_pkey PRIMARY KEY,
  digest      bytea  NOT NULL CONSTRAINT invoice_digest CHECK (octet_length(digest) = 32),
  case_id     uuid   NOT NULL,
  seq         bigint NOT NULL,
  released_seq bigint
);
CREATE UNIQUE INDEX invoice_once ON casework_data.invoice (digest) WHERE released_seq IS NULL;
CREATE INDEX invoice_by_case ON casework_data.invoice (case_id);
ALTER TABLE casework_data.invoice ALTER COLUMN digest SET STATISTICS 0, ALTER COLUMN case_id SET STATISTICS 0;

CREATE FUNCTION casework_data.keep_invoice() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.released_seq IS NULL AND NEW.released_seq IS NOT NULL
       AND (NEW.id, NEW.digest, NEW.case_id, NEW.seq) = (OLD.id, OLD.digest, OLD.case_id, OLD.seq) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'an invoice is released once and never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER invoice_kept BEFORE UPDATE OR DELETE ON casework_data.invoice
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_invoice();
CREATE TRIGGER invoice_kept_statement BEFORE TRUNCATE ON casework_data.invoice
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- What two people decided: that this case may be granted although these benefits are live. seq is its entry.
CREATE TABLE casework_data.benefit_override (
  proposal   bigint   NOT NULL CONSTRAINT benefit_override_pkey PRIMARY KEY CONSTRAINT benefit_override_proposal REFERENCES casework_data.proposal,
  case_id    uuid     NOT NULL,
  seq        bigint   NOT NULL,
  class      text     NOT NULL CONSTRAINT benefit_override_class CHECK (class IN ('subsistence', 'medical', 'education', 'seasonal')),
  overridden bigint[] NOT NULL CONSTRAINT benefit_override_some CHECK (cardinality(overridden) > 0)
);
CREATE INDEX benefit_override_by_case ON casework_data.benefit_override (case_id);
ALTER TABLE casework_data.benefit_override ALTER COLUMN case_id SET STATISTICS 0, ALTER COLUMN overridden SET STATISTICS 0;
CREATE TRIGGER benefit_override_append_only BEFORE UPDATE OR DELETE ON casework_data.benefit_override
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER benefit_override_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.benefit_override
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- {"class", "n", "unit", "from", "to", "of", "ends", "invoice": {"hospital", "number"}}; NULL where an action has to
-- do with neither.
ALTER TABLE casework_data.wf_action ADD COLUMN benefit jsonb;
