-- What one person proposes and another decides; years of funds that are frozen and closed.
SET LOCAL ROLE casework_owner;

CREATE TABLE casework_data.proposal (
  id              bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT proposal_pkey PRIMARY KEY,
  kind            text        NOT NULL CONSTRAINT proposal_kind CHECK (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  arguments       jsonb       NOT NULL CONSTRAINT proposal_arguments CHECK (jsonb_typeof(arguments) = 'object'),
  digest          bytea       NOT NULL,  -- of kind and arguments: what was read is what is done
  reason          text        NOT NULL CONSTRAINT proposal_reason CHECK (char_length(btrim(reason)) BETWEEN 1 AND 500),
  proposed_by     text        NOT NULL,
  proposed_staff  integer     NOT NULL CONSTRAINT proposal_proposed_staff REFERENCES casework_data.staff,
  proposed_person uuid        NOT NULL,
  proposed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  verdict         text        CONSTRAINT proposal_verdict CHECK (verdict IN ('approve', 'reject')),
  decided_by      text,
  decided_staff   integer     CONSTRAINT proposal_decided_staff REFERENCES casework_data.staff,
  decided_person  uuid,
  decided_at      timestamptz,
  decided_reason  text        CONSTRAINT proposal_decided_reason CHECK (char_length(btrim(decided_reason)) BETWEEN 1 AND 500),
  outcome         jsonb,
  -- Two persons, not two logins. To take back one's own proposal needs no second.
  CONSTRAINT proposal_two_people CHECK (verdict IS DISTINCT FROM 'approve' OR decided_person <> proposed_person),
  CONSTRAINT proposal_decided CHECK ((verdict IS NULL) = (decided_by IS NULL) AND (verdict IS NULL) = (decided_staff IS NULL)
    AND (verdict IS NULL) = (decided_person IS NULL) AND (verdict IS NULL) = (decided_at IS NULL))
);
CREATE INDEX proposal_open ON casework_data.proposal (id) WHERE verdict IS NULL;

-- Decided once; what was proposed never changes.
CREATE FUNCTION casework_data.keep_proposal() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.verdict IS NULL AND NEW.verdict IS NOT NULL
       AND (NEW.id, NEW.kind, NEW.arguments, NEW.digest, NEW.reason, NEW.proposed_by, NEW.proposed_staff, NEW.proposed_person, NEW.proposed_at)
         = (OLD.id, OLD.kind, OLD.arguments, OLD.digest, OLD.reason, OLD.proposed_by, OLD.proposed_staff, OLD.proposed_person, OLD.proposed_at) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a proposal is decided once and never changed', DETAIL = '{"what":"append_only"}';
END
$$;
CREATE TRIGGER proposal_decided_once BEFORE UPDATE OR DELETE ON casework_data.proposal
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_proposal();
CREATE TRIGGER proposal_kept BEFORE TRUNCATE ON casework_data.proposal
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE CONSTRAINT TRIGGER proposal_durable AFTER INSERT OR UPDATE ON casework_data.proposal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();

-- From its freeze date a year takes no new reservation; a closed one takes nothing, and nothing is left in it.
ALTER TABLE casework_data.fund_year
  ADD COLUMN freeze_from date,
  ADD COLUMN closed_at timestamptz,
  ADD COLUMN closed_by bigint CONSTRAINT fund_year_closed_by REFERENCES casework_data.proposal,
  ADD CONSTRAINT fund_year_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL)
    AND (closed_at IS NULL OR reserved = 0 AND committed = 0 AND allotted = paid));

-- The last word for whoever forgets to ask: between closing and reopening no balance of the year changes.
CREATE FUNCTION casework_data.refuse_closed_year() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW001', MESSAGE = 'the year is closed',
    DETAIL = jsonb_build_object('action', 'fund', 'refused', jsonb_build_array(jsonb_build_object('rule', 'fund', 'kind', 'fund',
      'ref', (SELECT f.code FROM casework_data.fund f WHERE f.id = OLD.fund_id),
      'args', jsonb_build_object('why', 'closed', 'year', OLD.year))))::text;
END
$$;
CREATE TRIGGER fund_year_stays_closed BEFORE UPDATE ON casework_data.fund_year
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL)
  EXECUTE FUNCTION casework_data.refuse_closed_year();

-- What two people decided stands beside each row that no case explains. Between two years or two funds money
-- goes by way of the source: each row stays within one fund and year.
ALTER TABLE casework_data.ledger
  ADD COLUMN proposal bigint CONSTRAINT ledger_proposal REFERENCES casework_data.proposal,
  DROP CONSTRAINT ledger_kind,
  ADD CONSTRAINT ledger_kind CHECK (kind IN ('allot', 'withdraw', 'transfer', 'lapse', 'carry', 'reserve', 'commit', 'send', 'settle',
    'return', 'pay', 'release', 'recover')),
  DROP CONSTRAINT ledger_debit,
  ADD CONSTRAINT ledger_debit CHECK (debit IN ('source', 'available', 'reserved', 'committed', 'in_transit', 'paid')),
  DROP CONSTRAINT ledger_credit,
  ADD CONSTRAINT ledger_credit CHECK (credit IN ('source', 'available', 'reserved', 'committed', 'in_transit', 'paid')),
  DROP CONSTRAINT ledger_of_a_case,
  ADD CONSTRAINT ledger_of_a_case CHECK ((case_id IS NULL) = (kind IN ('allot', 'withdraw', 'transfer', 'lapse'))),
  ADD CONSTRAINT ledger_two_people CHECK (proposal IS NOT NULL OR kind NOT IN ('allot', 'withdraw', 'transfer', 'lapse', 'carry'));
