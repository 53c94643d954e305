-- Rows handed from one internal function to the next.
SET LOCAL ROLE casework_owner;

-- Who acts, and what they are on one case.
CREATE TYPE casework_data.actor AS (
  login    text,
  staff_id integer,
  person   uuid,
  case_id  uuid,
  roles    text[],
  level    text      -- F, M or C of the visibility table, own cases resolved
);

-- What judge() found. refused is a JSON array, empty when the action may be done.
CREATE TYPE casework_data.judgement AS (
  refused  jsonb,
  role     text,
  fields   jsonb,     -- the case's fields after the action's fill
  facts    jsonb,
  verdicts boolean[],
  worth    jsonb,     -- v_'s answer: tier, money, named facts
  amounts  bigint[],  -- minor units, one a money step
  fund_id  uuid,
  ref_hash bytea,
  filled_hash bytea,  -- of a vote: the fields that it fills, as it leaves them
  target   text,
  moves    boolean,   -- false: a vote short of the quorum
  have     integer,
  need     integer
);

-- What a state holds for a case that enters it.
CREATE TYPE casework_data.stay AS (
  due_us     bigint,
  due_why    jsonb,
  remind_us  bigint,
  checks     jsonb,
  checks_due jsonb,
  opens      jsonb,
  final      boolean
);
