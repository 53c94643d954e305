SET LOCAL ROLE casework_owner;

-- Whether a person may see a case's content now, or one document of it. Tier 1: by level alone. Tiers 2 and
-- 3, and whoever reads beyond their limits (level G): only through a reading of their own that is on record:
-- committed (a row of this very transaction, savepoint or not, could be rolled back after the text was read)
-- and less than ten minutes old.
CREATE OR REPLACE FUNCTION casework_data.content_open(
  c casework_data.cases, who casework_data.actor, reading uuid, document integer DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  r casework_data.reading;
BEGIN
  IF reading IS NOT NULL THEN
    SELECT * INTO r FROM casework_data.reading t WHERE t.id = reading;
    IF NOT FOUND OR r.case_id IS DISTINCT FROM c.id OR r.login <> who.login OR r.person <> who.person OR r.document IS DISTINCT FROM content_open.document
       OR r.xid IS NOT DISTINCT FROM pg_current_xact_id_if_assigned() OR pg_xact_status(r.xid) IS DISTINCT FROM 'committed'
       OR r.at < clock_timestamp() - interval '10 minutes' OR r.at > clock_timestamp() + interval '1 minute' THEN
      PERFORM casework_data.refuse_absent();
    END IF;
  END IF;
  RETURN who.level = 'F' AND c.tier = 1 OR who.level IN ('F', 'G') AND reading IS NOT NULL;
END
$$;

-- Metadata: the M columns, or the C columns for who sees code, date and price only.
CREATE OR REPLACE FUNCTION casework_data.metadata(c casework_data.cases, d casework_data.definition, who casework_data.actor) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  w casework_data.wf_state;
  base jsonb := jsonb_build_object('case', c.number, 'workflow', c.workflow, 'confidentiality', c.tier,
    'opened_on', casework_data.iso_day(casework_data.day_at(c.opened_us, d.zone)), 'currency', d.currency,
    'money', jsonb_build_object('reserved', round((c.reserved + c.committed) / 100.0, 2)::text,
      'committed', round(c.committed / 100.0, 2)::text, 'sent', round(c.sent / 100.0, 2)::text, 'paid', round(c.paid / 100.0, 2)::text), 'level', who.level);
BEGIN
  IF who.level = 'C' THEN
    RETURN base;
  END IF;
  SELECT * INTO w FROM casework_data.wf_state t WHERE t.definition_id = d.id AND t.name = c.state;
  RETURN base || jsonb_build_object('id', c.id, 'workflow_version', d.version, 'digest', encode(d.digest, 'hex'), 'unit', c.unit,
    'state', c.state, 'state_label', w.label, 'phase', w.phase, 'outcome', w.ends, 'version', c.version, 'visit', c.visit,
    'opened', casework_data.iso(c.opened_us), 'entered', casework_data.iso(c.entered_us), 'closed', casework_data.iso(c.closed_us),
    'due', casework_data.iso(c.due_us), 'due_why', c.due_why, 'overdue', coalesce(c.due_us <= casework_data.clock(), false), 'escalated', c.escalated,
    'deadlines', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'due', casework_data.iso(k.due_us), 'why', k.why) ORDER BY k.due_us), '[]')
                    FROM casework_data.case_deadline k WHERE k.case_id = c.id AND c.state = ANY (k.states)),
    'held', CASE WHEN c.held_reason IS NOT NULL THEN jsonb_build_object('since', casework_data.iso(c.held_us),
      'until', to_char(c.held_until, 'YYYY-MM-DD'), 'reason', CASE WHEN c.tier = 1 THEN c.held_reason END) END,
    'possible', CASE WHEN who.level = 'G' THEN '[]' ELSE casework_data.possible(c, who) END);
END
$$;

DROP FUNCTION IF EXISTS casework_data.entries_of(uuid, boolean), casework_data.content(casework_data.cases, casework_data.definition);
-- Entries, their bodies if asked for, without the private fields that are held back.
CREATE OR REPLACE FUNCTION casework_data.entries_of(id uuid, bodies boolean, d casework_data.definition, hidden text[]) RETURNS jsonb
LANGUAGE sql STABLE
RETURN (SELECT jsonb_agg(jsonb_build_object('seq', e.seq, 'kind', e.kind, 'action', e.action, 'at', casework_data.iso(e.at_us), 'at_us', e.at_us,
    'by', e.actor, 'person', e.person, 'role', e.role, 'from', e.from_state, 'to', e.to_state, 'visit', e.visit,
    'amount', round(e.amount / 100.0, 2)::text, 'currency', e.currency, 'ref_hash', encode(e.ref_hash, 'hex'),
    'result', e.answer ->> 'result', 'for', e.answer ->> 'for', 'prev', encode(e.prev, 'hex'), 'hash', encode(e.hash, 'hex'), 'payload', encode(e.payload, 'hex'))
    || CASE WHEN bodies THEN jsonb_build_object('body', casework_data.masked_body(p.body::jsonb, hidden, d.private_facts)) ELSE '{}' END ORDER BY e.seq)
  FROM casework_data.entry e LEFT JOIN casework_data.payload p ON bodies AND p.case_id = e.case_id AND p.seq = e.seq
  WHERE e.case_id = entries_of.id);

-- Content: what F sees, and which private fields are filled but not given.
CREATE OR REPLACE FUNCTION casework_data.content(c casework_data.cases, d casework_data.definition, hidden text[]) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('applicant', c.applicant || jsonb_build_object('id', c.applicant_id), 'fields', casework_data.masked_form(c.fields, hidden),
  'withheld', to_jsonb(ARRAY(SELECT h FROM unnest(hidden) h WHERE c.fields ? h)), 'checks', c.checks,
  'checks_due', c.checks_due, 'docs', c.docs, 'votes', c.votes,
  'documents', (SELECT coalesce(jsonb_agg(jsonb_build_object('no', t.no, 'document', t.name, 'file_name', t.file_name, 'size', t.size,
      'sha256', encode(t.sha256, 'hex'), 'issued_on', to_char(t.issued_on, 'YYYY-MM-DD'), 'seq', t.seq) ORDER BY t.no), '[]')
     FROM casework_data.document t WHERE t.case_id = c.id),
  'notes', (SELECT coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'by', e.actor, 'at', casework_data.iso(e.at_us), 'note', p.body::jsonb ->> 'note') ORDER BY e.seq), '[]')
     FROM casework_data.entry e JOIN casework_data.payload p USING (case_id, seq) WHERE e.case_id = c.id AND e.kind = 'note'),
  'entries', casework_data.entries_of(c.id, true, d, hidden));
