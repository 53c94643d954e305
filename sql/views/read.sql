SET LOCAL ROLE casework_reader;

-- What stands behind OFFSET 0 is filtered before a reader's own condition is looked at. Without it the operators that
-- PostgreSQL trusts (=, <, ^@ …) are tried on every row there is, hidden ones too, and EXPLAIN ANALYZE tells whether one fitted.

-- Cases as a list: the M columns; for who sees code, date and price only, the rest is null; a name only
-- at tier 1 to who sees cases in full. Content is show()'s and read()'s.
CREATE OR REPLACE VIEW casework_read.cases WITH (security_barrier = true) AS
SELECT x.* FROM (
  SELECT c.number, CASE WHEN v.m THEN c.id END AS id, c.workflow, c.tier AS confidentiality,
         CASE WHEN v.m THEN c.unit END AS unit,
         CASE WHEN v.m THEN c.state END AS state,
         CASE WHEN v.m THEN w.phase END AS phase,
         CASE WHEN v.m THEN w.ends END AS outcome,
         CASE WHEN v.m THEN c.version END AS version,
         date '1970-01-01' + casework_data.day_at(c.opened_us, d.zone) AS opened_on,
         CASE WHEN v.m THEN casework_data.instant(c.entered_us) END AS entered_at,
         CASE WHEN v.m THEN casework_data.instant(c.due_us) END AS due_at,
         CASE WHEN v.m THEN casework_data.instant(c.closed_us) END AS closed_at,
         CASE WHEN v.m THEN c.held_us IS NOT NULL END AS held,
         CASE WHEN v.m THEN c.escalated END AS escalated,
         CASE WHEN c.tier = 1 AND v.f THEN c.applicant ->> 'name' END AS applicant,
         round((c.reserved + c.committed) / 100.0, 2) AS reserved, round(c.committed / 100.0, 2) AS committed,
         round(c.paid / 100.0, 2) AS paid, d.currency, round(c.sent / 100.0, 2) AS sent
    FROM casework_data.cases c
    JOIN casework_data.definition d ON d.id = c.definition_id
    LEFT JOIN casework_data.wf_state w ON w.definition_id = c.definition_id AND w.name = c.state
    -- once a row: without the OFFSET each column would ask again
    CROSS JOIN LATERAL (SELECT get_byte((SELECT casework_data.my_levels()), c.scope_id) AS bits OFFSET 0) l
    CROSS JOIN LATERAL (SELECT l.bits & 8 <> 0 AS f, l.bits & 12 <> 0
      OR l.bits & 2 <> 0 AND (cardinality(c.assigned) = 0 OR session_user::text = ANY (c.assigned)) AS m OFFSET 0) v
  OFFSET 0) x;

-- Entries without their bodies, of the cases whose metadata is visible.
CREATE OR REPLACE VIEW casework_read.entries WITH (security_barrier = true) AS
SELECT x.* FROM (
  SELECT c.number, e.case_id, e.seq, casework_data.instant(e.at_us) AS at, e.actor, e.role, e.kind, e.action, e.from_state, e.to_state,
         e.visit, round(e.amount / 100.0, 2) AS amount, e.currency, encode(e.hash, 'hex') AS hash
    FROM casework_data.entry e JOIN casework_data.cases c ON c.id = e.case_id
   WHERE c.scope_id = ANY ((SELECT casework_data.my_scopes('F', 'M'))::integer[])
      OR c.scope_id = ANY ((SELECT casework_data.my_scopes('O'))::integer[])
         AND (cardinality(c.assigned) = 0 OR session_user::text = ANY (c.assigned))
  OFFSET 0) x;

CREATE OR REPLACE VIEW casework_read.definitions WITH (security_barrier = true) AS
SELECT d.workflow, d.version, encode(d.digest, 'hex') AS digest, d.number, d.tier AS confidentiality, d.currency, d.label,
       d.installed_by, d.installed_at, d.published_at
  FROM casework_data.definition d;

CREATE OR REPLACE VIEW casework_read.funds WITH (security_barrier = true) AS
SELECT f.code, f.label, f.currency, y.year, round(y.allotted / 100.0, 2) AS allotted, round(y.reserved / 100.0, 2) AS reserved,
       round(y.committed / 100.0, 2) AS committed, round(y.paid / 100.0, 2) AS paid,
       round((y.allotted - y.reserved - y.committed - y.in_transit - y.paid) / 100.0, 2) AS room,
       round(y.in_transit / 100.0, 2) AS in_transit
  FROM casework_data.fund f LEFT JOIN casework_data.fund_year y ON y.fund_id = f.id;

CREATE OR REPLACE VIEW casework_read.staff_directory WITH (security_barrier = true) AS
SELECT s.login, s.name, s.union_code, s.retired_at IS NOT NULL AS retired FROM casework_data.staff s;

-- For auditors: the fields that are hashed, by their names in docs/history-format.md, in identity order.
CREATE OR REPLACE VIEW casework_read.export_entries WITH (security_barrier = true) AS
SELECT x.* FROM (
  SELECT e.id, c.number, e.case_id AS "case", e.seq, encode(e.prev, 'hex') AS prev, e.at_us, e.actor, e.person, e.role, e.kind,
         d.workflow || '@' || d.version AS workflow, encode(d.digest, 'hex') AS workflow_sha256, e.from_state AS "from", e.to_state AS "to",
         e.amount, e.currency, e.fund_id AS fund, e.ref, encode(e.ref_hash, 'hex') AS ref_hash, e.idem,
         encode(e.payload, 'hex') AS payload, encode(e.hash, 'hex') AS hash, e.visit, d.install_id AS install
    FROM casework_data.entry e
    JOIN casework_data.cases c ON c.id = e.case_id
    JOIN casework_data.definition d ON d.id = e.definition_id
   WHERE e.scope_id = ANY ((SELECT casework_data.my_audited_scopes(ARRAY['F', 'M', 'C']))::integer[])
  OFFSET 0) x;

-- Salts and bodies, of tier 1 only, and without those that tell a private field that is held back: the
-- commitments verify without them.
CREATE OR REPLACE VIEW casework_read.export_payloads WITH (security_barrier = true) AS
SELECT x.* FROM (
  SELECT p.case_id AS "case", p.seq, encode(e.payload, 'hex') AS commit, encode(p.salt, 'hex') AS salt, p.body
    FROM casework_data.payload p JOIN casework_data.entry e USING (case_id, seq)
   WHERE e.scope_id = ANY ((SELECT casework_data.my_audited_scopes(ARRAY['F']))::integer[])
     AND NOT casework_data.tells(p.body, (SELECT casework_data.my_export_omits()) -> e.definition_id::text)
  OFFSET 0) x;

GRANT SELECT ON ALL TABLES IN SCHEMA casework_read TO casework_user;
