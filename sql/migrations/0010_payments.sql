-- Money on its way: accounts that money may be sent to, batches, and what became of each payment.
SET LOCAL ROLE casework_owner;

-- What is sent is neither reserved any more nor paid yet.
ALTER TABLE casework_data.cases ADD COLUMN sent casework_data.holding NOT NULL DEFAULT 0;
ALTER TABLE casework_data.case_money ADD COLUMN sent bigint NOT NULL DEFAULT 0 CONSTRAINT case_money_sent CHECK (sent >= 0);
ALTER TABLE casework_data.fund_year ADD COLUMN in_transit bigint NOT NULL DEFAULT 0 CONSTRAINT fund_year_in_transit CHECK (in_transit >= 0);
ALTER TABLE casework_data.fund_year DROP CONSTRAINT fund_year_never_overdrawn;
ALTER TABLE casework_data.fund_year ADD CONSTRAINT fund_year_never_overdrawn
  CHECK (allotted - reserved - committed - in_transit - paid >= 0);
CREATE UNIQUE INDEX ledger_one_settlement ON casework_data.ledger (case_id, seq, action, part) WHERE kind IN ('send', 'settle');

-- A batch and the bank are nobody's role: who were granted one by mistake would see nothing and do nothing.
INSERT INTO casework_data.tier_access (tier, programme, role, level)
  VALUES (1, NULL, 'batch', 'N'), (1, NULL, 'bank', 'N'), (2, NULL, 'batch', 'N'), (2, NULL, 'bank', 'N');

-- Where money for a person may go. A row is entered by one, confirmed by another, and never changed: what is
-- wrong is superseded by a new row. The holder is somebody else only with a reason.
CREATE TABLE casework_data.bank_account (
  id              uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT bank_account_pkey PRIMARY KEY,
  person          uuid NOT NULL CONSTRAINT bank_account_person REFERENCES casework_data.person,
  holder          text NOT NULL CONSTRAINT bank_account_holder CHECK (char_length(holder) BETWEEN 1 AND 70),
  account         text NOT NULL CONSTRAINT bank_account_digits CHECK (account ~ '^[0-9]{6,32}$'),
  bank            text NOT NULL CONSTRAINT bank_account_bank CHECK (char_length(bank) BETWEEN 1 AND 100),
  cnaps           text CONSTRAINT bank_account_cnaps CHECK (cnaps ~ '^[0-9]{12}$'),
  proxy_reason    text CONSTRAINT bank_account_proxy CHECK (char_length(proxy_reason) BETWEEN 1 AND 500),
  added_by        text NOT NULL,
  added_person    uuid NOT NULL,
  added_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  verified_by     text,
  verified_person uuid,
  verified_at     timestamptz,
  superseded_by   text,
  superseded_at   timestamptz,
  CONSTRAINT bank_account_two_people CHECK (verified_person <> added_person),
  CONSTRAINT bank_account_not_own CHECK (added_person <> person AND verified_person <> person),
  CONSTRAINT bank_account_verified CHECK ((verified_by IS NULL) = (verified_at IS NULL) AND (verified_by IS NULL) = (verified_person IS NULL))
);
ALTER TABLE casework_data.bank_account ALTER COLUMN account SET STATISTICS 0, ALTER COLUMN holder SET STATISTICS 0,
  ALTER COLUMN proxy_reason SET STATISTICS 0;
CREATE UNIQUE INDEX bank_account_live ON casework_data.bank_account (person) WHERE superseded_at IS NULL;

CREATE FUNCTION casework_data.keep_bank_account() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.superseded_at IS NOT NULL
     OR OLD.verified_at IS NOT NULL AND (OLD.verified_by, OLD.verified_person, OLD.verified_at) IS DISTINCT FROM (NEW.verified_by, NEW.verified_person, NEW.verified_at)
     OR (OLD.id, OLD.person, OLD.holder, OLD.account, OLD.bank, OLD.cnaps, OLD.proxy_reason, OLD.added_by, OLD.added_person, OLD.added_at)
        IS DISTINCT FROM (NEW.id, NEW.person, NEW.holder, NEW.account, NEW.bank, NEW.cnaps, NEW.proxy_reason, NEW.added_by, NEW.added_person, NEW.added_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'an account is superseded, never changed', DETAIL = '{"what":"append_only"}';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER bank_account_kept BEFORE UPDATE OR DELETE ON casework_data.bank_account
  FOR EACH ROW EXECUTE FUNCTION casework_data.keep_bank_account();
CREATE TRIGGER bank_account_kept_statement BEFORE TRUNCATE ON casework_data.bank_account
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- What is sent to the bank in one file. Its content is fixed when it is prepared: sha256 is over the bytes of
-- the pain.001 message. Released by another person than who prepared it.
CREATE TABLE casework_data.batch (
  id              uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT batch_pkey PRIMARY KEY,
  number          text NOT NULL CONSTRAINT batch_number UNIQUE,
  currency        text NOT NULL CONSTRAINT batch_currency CHECK (currency ~ '^[A-Z]{3}$'),
  payer           jsonb NOT NULL,
  payments        integer NOT NULL CONSTRAINT batch_payments CHECK (payments > 0),
  total           bigint NOT NULL CONSTRAINT batch_total CHECK (total > 0),
  message         bytea NOT NULL,
  sha256          bytea NOT NULL CONSTRAINT batch_sha256 CHECK (sha256 = sha256(message)),
  prepared_by     text NOT NULL,
  prepared_person uuid NOT NULL,
  prepared_at     timestamptz NOT NULL,
  released_by     text,
  released_person uuid,
  released_at     timestamptz,
  exported_by     text,
  exported_at     timestamptz,
  file            bytea,                              -- the bank's own list; NULL where the message left
  file_sha256     bytea CONSTRAINT batch_file_sha256 CHECK (file_sha256 = coalesce(sha256(file), sha256)),
  cancelled_by    text,
  cancelled_at    timestamptz,
  CONSTRAINT batch_two_people CHECK (released_person <> prepared_person),
  CONSTRAINT batch_released_first CHECK (exported_at IS NULL OR released_at IS NOT NULL AND file_sha256 IS NOT NULL),
  CONSTRAINT batch_one_end CHECK (exported_at IS NULL OR cancelled_at IS NULL)
);

-- Read in pieces.
ALTER TABLE casework_data.batch ALTER COLUMN message SET STORAGE EXTERNAL, ALTER COLUMN file SET STORAGE EXTERNAL;

CREATE FUNCTION casework_data.keep_batch() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.cancelled_at IS NOT NULL OR OLD.exported_at IS NOT NULL
     OR OLD.released_at IS NOT NULL AND (OLD.released_by, OLD.released_person, OLD.released_at) IS DISTINCT FROM (NEW.released_by, NEW.released_person, NEW.released_at)
     OR (OLD.id, OLD.number, OLD.currency, OLD.payer, OLD.payments, OLD.total, OLD.message, OLD.sha256, OLD.prepared_by, OLD.prepared_person, OLD.prepared_at)
        IS DISTINCT FROM (NEW.id, NEW.number, NEW.currency, NEW.payer, NEW.payments, NEW.total, NEW.message, NEW.sha256, NEW.prepared_by, NEW.prepared_person, NEW.prepared_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a batch is fixed when it is prepared', DETAIL = '{"what":"append_only"}';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER batch_kept BEFORE UPDATE OR DELETE ON casework_data.batch FOR EACH ROW EXECUTE FUNCTION casework_data.keep_batch();
CREATE TRIGGER batch_kept_statement BEFORE TRUNCATE ON casework_data.batch
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- Account, holder and amount as they were signed and sent. reference is the EndToEndId.
CREATE TABLE casework_data.payment (
  batch_id    uuid    NOT NULL CONSTRAINT payment_batch REFERENCES casework_data.batch DEFERRABLE INITIALLY DEFERRED,
  no          integer NOT NULL,
  reference   text    NOT NULL CONSTRAINT payment_reference UNIQUE CONSTRAINT payment_reference_length CHECK (char_length(reference) <= 35),
  uetr        uuid    NOT NULL DEFAULT gen_random_uuid(),
  case_id     uuid    NOT NULL,
  seq         bigint  NOT NULL,                       -- the entry by which it was sent
  account_id  uuid    NOT NULL CONSTRAINT payment_account REFERENCES casework_data.bank_account,
  ref_hash    bytea   NOT NULL,                       -- digest of what was signed
  amount      bigint  NOT NULL CONSTRAINT payment_amount CHECK (amount > 0),
  status      text    NOT NULL DEFAULT 'batched' CONSTRAINT payment_status CHECK (status IN ('batched', 'sent', 'paid', 'returned', 'cancelled')),
  answered_at timestamptz,
  answer      jsonb,
  CONSTRAINT payment_pkey PRIMARY KEY (batch_id, no)
);
ALTER TABLE casework_data.payment ALTER COLUMN answer SET STATISTICS 0;
-- A case has one payment under way: a second waits for the bank's word on the first.
CREATE UNIQUE INDEX payment_one_live ON casework_data.payment (case_id) WHERE status IN ('batched', 'sent');
CREATE INDEX payment_by_case ON casework_data.payment (case_id);

CREATE FUNCTION casework_data.keep_payment() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'UPDATE'
     OR (OLD.status, NEW.status) NOT IN (('batched', 'sent'), ('batched', 'cancelled'), ('sent', 'paid'), ('sent', 'returned'))
     OR (OLD.batch_id, OLD.no, OLD.reference, OLD.uetr, OLD.case_id, OLD.seq, OLD.account_id, OLD.ref_hash, OLD.amount)
        IS DISTINCT FROM (NEW.batch_id, NEW.no, NEW.reference, NEW.uetr, NEW.case_id, NEW.seq, NEW.account_id, NEW.ref_hash, NEW.amount) THEN
    RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = 'a payment only goes forward', DETAIL = '{"what":"append_only"}';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payment_kept BEFORE UPDATE OR DELETE ON casework_data.payment FOR EACH ROW EXECUTE FUNCTION casework_data.keep_payment();
CREATE TRIGGER payment_kept_statement BEFORE TRUNCATE ON casework_data.payment
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- What was done with batches and with the bank's files; sha256 is that of the file which left or came.
CREATE TABLE casework_data.batch_event (
  id       bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT batch_event_pkey PRIMARY KEY,
  batch_id uuid,
  kind     text NOT NULL CONSTRAINT batch_event_kind CHECK (kind IN ('prepare', 'release', 'export', 'copy', 'cancel', 'import')),
  login    text NOT NULL,
  person   uuid NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  sha256   bytea,
  detail   jsonb,
  CONSTRAINT batch_event_of CHECK ((batch_id IS NULL) = (kind = 'import'))
);
CREATE UNIQUE INDEX batch_event_once ON casework_data.batch_event (batch_id, kind) WHERE kind IN ('prepare', 'release', 'export', 'cancel');
CREATE INDEX batch_event_import ON casework_data.batch_event (sha256) WHERE kind = 'import';
CREATE TRIGGER batch_event_append_only BEFORE UPDATE OR DELETE ON casework_data.batch_event
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER batch_event_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.batch_event
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE CONSTRAINT TRIGGER batch_event_durable AFTER INSERT ON casework_data.batch_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();
