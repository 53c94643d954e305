-- Funds and the ledger. Amounts are int8 minor units; a fund has one currency.
SET LOCAL ROLE casework_owner;

CREATE TABLE casework_data.fund (
  id       uuid  NOT NULL DEFAULT gen_random_uuid() CONSTRAINT fund_pkey PRIMARY KEY,
  code     text  NOT NULL CONSTRAINT fund_code UNIQUE CONSTRAINT fund_code_form CHECK (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  label    jsonb NOT NULL,
  currency text  NOT NULL CONSTRAINT fund_currency CHECK (currency ~ '^[A-Z]{3}$'),
  added_by text  NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Kept balances. Room is what is left of the allotment; it is taken by a conditional update, and the
-- CHECK stands behind it (a sum under a lock was overdrawn from a REPEATABLE READ snapshot).
CREATE TABLE casework_data.fund_year (
  fund_id   uuid    NOT NULL CONSTRAINT fund_year_fund REFERENCES casework_data.fund,
  year      integer NOT NULL CONSTRAINT fund_year_year CHECK (year BETWEEN 1950 AND 2149),
  version   bigint  NOT NULL DEFAULT 0,
  allotted  bigint  NOT NULL DEFAULT 0 CONSTRAINT fund_year_allotted CHECK (allotted >= 0),
  reserved  bigint  NOT NULL DEFAULT 0 CONSTRAINT fund_year_reserved CHECK (reserved >= 0),
  committed bigint  NOT NULL DEFAULT 0 CONSTRAINT fund_year_committed CHECK (committed >= 0),
  paid      bigint  NOT NULL DEFAULT 0 CONSTRAINT fund_year_paid CHECK (paid >= 0),
  CONSTRAINT fund_year_pkey PRIMARY KEY (fund_id, year),
  CONSTRAINT fund_year_never_overdrawn CHECK (allotted - reserved - committed - paid >= 0)
) WITH (fillfactor = 50);

-- What a case still has of a fund and year: a reservation is paid from the year that granted it.
CREATE TABLE casework_data.case_money (
  case_id   uuid    NOT NULL,
  fund_id   uuid    NOT NULL,
  year      integer NOT NULL,
  reserved  bigint  NOT NULL DEFAULT 0 CONSTRAINT case_money_reserved CHECK (reserved >= 0),
  committed bigint  NOT NULL DEFAULT 0 CONSTRAINT case_money_committed CHECK (committed >= 0),
  paid      bigint  NOT NULL DEFAULT 0 CONSTRAINT case_money_paid CHECK (paid >= 0),
  CONSTRAINT case_money_pkey PRIMARY KEY (case_id, fund_id, year),
  CONSTRAINT case_money_fund_year FOREIGN KEY (fund_id, year) REFERENCES casework_data.fund_year
);

-- A row is a transfer from one account to another of the same fund and year: the two sides of the
-- balanced entry cannot differ, because there is one amount. After-balances make any prefix checkable.
CREATE TABLE casework_data.ledger (
  id              bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT ledger_pkey PRIMARY KEY,
  at_us           bigint  NOT NULL,
  fund_id         uuid    NOT NULL,
  year            integer NOT NULL,
  fund_version    bigint  NOT NULL,
  kind            text    NOT NULL CONSTRAINT ledger_kind CHECK (kind IN ('allot', 'withdraw', 'reserve', 'commit', 'pay', 'release', 'recover')),
  debit           text    NOT NULL CONSTRAINT ledger_debit CHECK (debit IN ('source', 'available', 'reserved', 'committed', 'paid')),
  credit          text    NOT NULL CONSTRAINT ledger_credit CHECK (credit IN ('source', 'available', 'reserved', 'committed', 'paid')),
  amount          bigint  NOT NULL CONSTRAINT ledger_amount CHECK (amount > 0),
  available_after bigint  NOT NULL CONSTRAINT ledger_available CHECK (available_after >= 0),
  case_id         uuid,
  seq             bigint,
  visit           integer,
  action          text,
  part            integer,                    -- of one payment taken from several sides: 1, 2 …
  payee           text,
  actor           text    NOT NULL,
  reason          text,
  CONSTRAINT ledger_two_accounts CHECK (debit <> credit),
  CONSTRAINT ledger_fund_version UNIQUE (fund_id, year, fund_version),
  CONSTRAINT ledger_of_a_case CHECK ((case_id IS NULL) = (kind IN ('allot', 'withdraw')))
);
ALTER TABLE casework_data.ledger ALTER COLUMN payee SET STATISTICS 0;
CREATE INDEX ledger_by_case ON casework_data.ledger (case_id) WHERE case_id IS NOT NULL;
-- One payment a case, entry and action: an action that pays a part and stays in its state may be done again. A
-- second payment of the same entry would begin with part 1 again.
CREATE UNIQUE INDEX ledger_one_payment ON casework_data.ledger (case_id, seq, action, part) WHERE kind = 'pay';
