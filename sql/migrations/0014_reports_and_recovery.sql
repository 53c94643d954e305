-- What is reported of the money, and what comes after a payment.
SET LOCAL ROLE casework_owner;

-- One line of the report: a fund and year's money in some months, for a procedure and a unit. people are those who
-- were paid, in so many cases. left_* is what all this has added to the balances of the fund and year.
CREATE TYPE casework_data.fund_cell AS (
  fund_id          uuid,
  year             integer,
  since            text,       -- YYYY-MM
  until            text,
  workflow         text,
  unit             text,
  several_workflows boolean,   -- then workflow is NULL
  several_units    boolean,    -- then unit is NULL
  scopes           integer[],
  protected        boolean,    -- confidential, or joined with what is: then of the amounts only paid is told
  people           uuid[],
  cases            bigint,
  reserved         bigint,
  committed        bigint,
  released         bigint,
  paid             bigint,
  recovered        bigint,
  left_reserved    bigint,
  left_committed   bigint,
  left_in_transit  bigint,
  left_paid        bigint,
  withheld         boolean
);

-- What a recipient is to pay back and when. A plan is made anew, never changed: the latest of a case counts. What
-- came back since is in the ledger, by the procedure's own action; last_ledger is what had happened before.
CREATE TABLE casework_data.recovery_plan (
  id          bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT recovery_plan_pkey PRIMARY KEY,
  case_id     uuid        NOT NULL,
  seq         bigint      NOT NULL,                     -- the entry that says so
  total       bigint      NOT NULL CONSTRAINT recovery_plan_total CHECK (total > 0),
  reason      text        NOT NULL CONSTRAINT recovery_plan_reason CHECK (char_length(btrim(reason)) BETWEEN 1 AND 500),
  last_ledger bigint      NOT NULL,
  made_by     text        NOT NULL,
  made_person uuid        NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT recovery_plan_of_entry UNIQUE (case_id, seq)
);
ALTER TABLE casework_data.recovery_plan ALTER COLUMN reason SET STATISTICS 0;
CREATE TABLE casework_data.recovery_instalment (
  plan_id bigint  NOT NULL CONSTRAINT recovery_instalment_plan REFERENCES casework_data.recovery_plan,
  no      integer NOT NULL,
  due     date    NOT NULL,
  amount  bigint  NOT NULL CONSTRAINT recovery_instalment_amount CHECK (amount > 0),
  CONSTRAINT recovery_instalment_pkey PRIMARY KEY (plan_id, no),
  CONSTRAINT recovery_instalment_days UNIQUE (plan_id, due)
);

-- A sample of recipients who are asked whether the money came. Who draws it keeps a seed that is committed to before
-- the payments are made: neither can they choose the recipients, nor can who pays know them.
CREATE TABLE casework_data.receipt_sample (
  id          bigint   GENERATED ALWAYS AS IDENTITY CONSTRAINT receipt_sample_pkey PRIMARY KEY,
  commitment  bytea    NOT NULL CONSTRAINT receipt_sample_commitment CHECK (octet_length(commitment) = 32),
  programme   text,
  wanted      integer  NOT NULL CONSTRAINT receipt_sample_wanted CHECK (wanted BETWEEN 1 AND 10000),
  until       date,                                     -- the last day of payments; NULL: the moment of drawing
  scopes      integer[],                                -- what whoever committed audits; NULL: everything
  made_by     text     NOT NULL,
  made_us     bigint   NOT NULL,
  seed        text,
  drawn_by    text,
  drawn_us    bigint,
  payments    integer,
  sha256      bytea,                                    -- of the list that was drawn from
  CONSTRAINT receipt_sample_seed CHECK (seed IS NULL OR sha256(convert_to(seed, 'UTF8')) = commitment),
  CONSTRAINT receipt_sample_drawn CHECK (num_nulls(seed, drawn_by, drawn_us, payments, sha256) IN (0, 5))
);
CREATE TABLE casework_data.receipt_item (
  sample_id bigint  NOT NULL CONSTRAINT receipt_item_sample REFERENCES casework_data.receipt_sample,
  no        integer NOT NULL,
  case_id   uuid    NOT NULL,
  seq       bigint  NOT NULL,                           -- the entry that paid
  amount    bigint  NOT NULL CONSTRAINT receipt_item_amount CHECK (amount > 0),
  paid_us   bigint  NOT NULL,
  CONSTRAINT receipt_item_pkey PRIMARY KEY (sample_id, no),
  CONSTRAINT receipt_item_once UNIQUE (sample_id, case_id, seq)
);
-- What the recipient said: the latest counts.
CREATE TABLE casework_data.receipt_answer (
  id        bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT receipt_answer_pkey PRIMARY KEY,
  sample_id bigint  NOT NULL,
  no        integer NOT NULL,
  result    text    NOT NULL CONSTRAINT receipt_answer_result CHECK (result IN ('received', 'absent')),
  asked_on  date    NOT NULL,
  remark    text    CONSTRAINT receipt_answer_remark CHECK (char_length(btrim(remark)) BETWEEN 1 AND 500),
  login     text    NOT NULL,
  person    uuid    NOT NULL,
  seq       bigint  NOT NULL,                           -- the entry of the case
  CONSTRAINT receipt_answer_item FOREIGN KEY (sample_id, no) REFERENCES casework_data.receipt_item,
  CONSTRAINT receipt_answer_why CHECK (result = 'received' OR remark IS NOT NULL)
);
ALTER TABLE casework_data.receipt_answer ALTER COLUMN remark SET STATISTICS 0;
CREATE INDEX receipt_answer_of ON casework_data.receipt_answer (sample_id, no, id);

-- Drawn once, with the seed that was committed to.
CREATE FUNCTION casework_data.keep_sample() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.seed IS NULL AND NEW.seed IS NOT NULL
       AND (NEW.id, NEW.commitment, NEW.programme, NEW.wanted, NEW.until, NEW.scopes, NEW.made_by, NEW.made_us)
         IS NOT DISTINCT FROM (OLD.id, OLD.commitment, OLD.programme, OLD.wanted, OLD.until, OLD.scopes, OLD.made_by, OLD.made_us) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a sample is drawn once and never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER receipt_sample_drawn_once BEFORE UPDATE OR DELETE ON casework_data.receipt_sample
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_sample();
CREATE TRIGGER receipt_sample_kept BEFORE TRUNCATE ON casework_data.receipt_sample
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE CONSTRAINT TRIGGER receipt_sample_durable AFTER INSERT OR UPDATE ON casework_data.receipt_sample
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();

CREATE TRIGGER recovery_plan_append_only BEFORE UPDATE OR DELETE ON casework_data.recovery_plan
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER recovery_plan_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.recovery_plan
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER recovery_instalment_append_only BEFORE UPDATE OR DELETE ON casework_data.recovery_instalment
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER recovery_instalment_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.recovery_instalment
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER receipt_item_append_only BEFORE UPDATE OR DELETE ON casework_data.receipt_item
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER receipt_item_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.receipt_item
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER receipt_answer_append_only BEFORE UPDATE OR DELETE ON casework_data.receipt_answer
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER receipt_answer_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.receipt_answer
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
