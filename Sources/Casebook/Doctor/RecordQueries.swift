/// What the doctor asks of the rows themselves: whether what is kept agrees with the history it was
/// folded from. Each statement gives one line for each thing that does not.
enum RecordQueries {
  /// Tables that `history` reads.
  static let historyTables = ["cases", "entry", "payload", "document"]

  /// A case's row against its last entries, entries without a payload's row (an erased payload keeps
  /// its row), documents against their digest and the entry that attached them.
  static let history = """
    WITH ends AS (
      SELECT e.case_id, max(e.seq) AS seq, count(*) AS entries,
             max(e.seq) FILTER (WHERE e.to_state IS NOT NULL) AS moved
        FROM casework_data.entry e GROUP BY e.case_id
    ), folded AS (
      SELECT n.case_id, n.seq, n.entries, l.hash, m.to_state
        FROM ends n JOIN casework_data.entry l ON l.case_id = n.case_id AND l.seq = n.seq
        LEFT JOIN casework_data.entry m ON m.case_id = n.case_id AND m.seq = n.moved
    )
    SELECT coalesce(c.number, f.case_id::text) || ': ' || concat_ws(', ',
             CASE WHEN f.case_id IS NULL THEN 'has no history' END,
             CASE WHEN c.id IS NULL THEN 'has entries and no row' END,
             CASE WHEN f.entries <> f.seq THEN 'entries are missing' END,
             CASE WHEN c.version <> f.seq
               THEN 'version ' || c.version || ', last entry ' || f.seq END,
             CASE WHEN c.head <> f.hash THEN 'head is not the last entry''s hash' END,
             CASE WHEN c.state <> f.to_state
               THEN 'state ' || c.state || ', history says ' || f.to_state END)
      FROM casework_data.cases c FULL JOIN folded f ON f.case_id = c.id
     WHERE c.id IS NULL OR f.case_id IS NULL OR f.entries <> f.seq OR c.version <> f.seq
        OR c.head <> f.hash OR c.state <> f.to_state
    UNION ALL
    SELECT coalesce(c.number, e.case_id::text) || ': entry ' || e.seq || ' has no payload row'
      FROM casework_data.entry e LEFT JOIN casework_data.cases c ON c.id = e.case_id
     WHERE NOT EXISTS (SELECT FROM casework_data.payload p
                        WHERE p.case_id = e.case_id AND p.seq = e.seq)
    UNION ALL
    SELECT coalesce(c.number, d.case_id::text) || ': document ' || d.no
           || ' is not what was attached'
      FROM casework_data.document d LEFT JOIN casework_data.cases c ON c.id = d.case_id
      LEFT JOIN casework_data.payload p ON p.case_id = d.case_id AND p.seq = d.seq
     WHERE sha256(d.content) <> d.sha256 OR octet_length(d.content) <> d.size
        OR strpos(p.body, encode(d.sha256, 'hex')) = 0
    UNION ALL
    SELECT coalesce(c.number, e.case_id::text) || ': the document of entry ' || e.seq
           || ' is not there'
      FROM casework_data.entry e LEFT JOIN casework_data.cases c ON c.id = e.case_id
     WHERE e.kind = 'attach'
       AND NOT EXISTS (SELECT FROM casework_data.document d
                        WHERE d.case_id = e.case_id AND d.seq = e.seq)
    ORDER BY 1
    """

  /// Tables that `balances` reads.
  static let balancesTables = ["fund", "fund_year", "ledger", "case_money", "cases"]

  /// Kept balances of fund years and cases against the sums of the ledger.
  static let balances = """
    WITH sides AS (
      SELECT l.fund_id, l.year, l.case_id, s.account, s.amount
        FROM casework_data.ledger l,
             LATERAL (VALUES (l.debit, -l.amount), (l.credit, l.amount)) s (account, amount)
    ), summed AS (
      SELECT s.fund_id, s.year, s.case_id, grouping(s.case_id) = 1 AS whole,
             coalesce(-sum(s.amount) FILTER (WHERE s.account = 'source'), 0) AS allotted,
             coalesce(sum(s.amount) FILTER (WHERE s.account = 'reserved'), 0) AS reserved,
             coalesce(sum(s.amount) FILTER (WHERE s.account = 'committed'), 0) AS committed,
             coalesce(sum(s.amount) FILTER (WHERE s.account = 'in_transit'), 0) AS sent,
             coalesce(sum(s.amount) FILTER (WHERE s.account = 'paid'), 0) AS paid
        FROM sides s GROUP BY GROUPING SETS ((s.fund_id, s.year), (s.fund_id, s.year, s.case_id))
    ), kept AS (
      SELECT m.case_id, sum(m.reserved) AS reserved, sum(m.committed) AS committed,
             sum(m.sent) AS sent, sum(m.paid) AS paid
        FROM casework_data.case_money m GROUP BY m.case_id
    ), differing AS (
      SELECT coalesce(y.fund_id, l.fund_id) AS fund_id, coalesce(y.year, l.year) AS year, (
               SELECT string_agg(format('%s %s, ledger %s', v.name, round(v.kept / 100.0, 2),
                        round(v.posted / 100.0, 2)), '; ')
                 FROM (VALUES ('allotted', coalesce(y.allotted, 0), coalesce(l.allotted, 0)),
                         ('reserved', coalesce(y.reserved, 0), coalesce(l.reserved, 0)),
                         ('committed', coalesce(y.committed, 0), coalesce(l.committed, 0)),
                         ('in transit', coalesce(y.in_transit, 0), coalesce(l.sent, 0)),
                         ('paid', coalesce(y.paid, 0), coalesce(l.paid, 0))
                      ) v (name, kept, posted)
                WHERE v.kept <> v.posted) AS what
        FROM casework_data.fund_year y
        FULL JOIN (SELECT * FROM summed WHERE whole) l ON l.fund_id = y.fund_id AND l.year = y.year
    )
    SELECT format('%s %s: %s', coalesce(f.code, d.fund_id::text), d.year, d.what)
      FROM differing d LEFT JOIN casework_data.fund f ON f.id = d.fund_id
     WHERE d.what IS NOT NULL
    UNION ALL
    SELECT format('%s: what it has of the year %s is not the ledger''s',
             coalesce(c.number, m.case_id::text, l.case_id::text), coalesce(m.year, l.year))
      FROM casework_data.case_money m
      FULL JOIN (SELECT * FROM summed WHERE NOT whole AND case_id IS NOT NULL) l
        ON l.fund_id = m.fund_id AND l.year = m.year AND l.case_id = m.case_id
      LEFT JOIN casework_data.cases c ON c.id = coalesce(m.case_id, l.case_id)
     WHERE (coalesce(m.reserved, 0), coalesce(m.committed, 0), coalesce(m.sent, 0),
            coalesce(m.paid, 0))
        <> (coalesce(l.reserved, 0), coalesce(l.committed, 0), coalesce(l.sent, 0),
            coalesce(l.paid, 0))
    UNION ALL
    SELECT format('%s: the amounts on the case are not what it has of the funds', c.number)
      FROM casework_data.cases c LEFT JOIN kept k ON k.case_id = c.id
     WHERE (c.reserved::bigint, c.committed::bigint, c.sent::bigint, c.paid::bigint)
        <> (coalesce(k.reserved, 0), coalesce(k.committed, 0), coalesce(k.sent, 0),
            coalesce(k.paid, 0))
    ORDER BY 1
    """

  /// Tables that `actors` reads.
  static let actorsTables = ["entry", "reading", "ledger", "staff", "held_role"]

  /// Roles in which somebody acted or read, without a grant of it having ever been theirs: grants and
  /// staff end, and are never deleted. A delegated role is a row of the deputy's.
  static let actors = """
    WITH acted AS (
      SELECT DISTINCT e.actor AS login, e.role
        FROM casework_data.entry e WHERE e.role IS NOT NULL
      UNION SELECT r.login, r.role FROM casework_data.reading r
    )
    SELECT format('%s acted as %s, and no such grant is on record', a.login, a.role) FROM acted a
     WHERE NOT EXISTS (SELECT FROM casework_data.staff s
                         JOIN casework_data.held_role g ON g.staff_id = s.id
                        WHERE s.login = a.login AND g.role = a.role)
    UNION ALL
    SELECT format('%s acted, and is not among the staff', a.actor)
      FROM (SELECT l.actor FROM casework_data.ledger l
            UNION SELECT e.actor FROM casework_data.entry e WHERE e.person IS NOT NULL) a
     WHERE NOT EXISTS (SELECT FROM casework_data.staff s WHERE s.login = a.actor)
    ORDER BY 1
    """

  /// Tables that `gaps` counts.
  static let gapsTables = ["entry", "ledger", "reading", "staff", "held_role"]

  /// Numbers that were given to rows and have none. A call that is undone leaves such a gap, and so
  /// does a row that was deleted: nothing tells them apart.
  static let gaps = """
    SELECT format('%s of %s %s numbers have no row', t.given - t.there, t.given, t.name)
      FROM (
        SELECT v.name, v.there, (
            SELECT coalesce(pg_sequence_last_value(s.oid), 0) FROM pg_catalog.pg_class s
             WHERE s.oid = to_regclass(v.sequence) AND s.relkind = 'S') AS given
          FROM (VALUES
            ('entry', 'casework_data.entry_id_seq', (SELECT count(*) FROM casework_data.entry)),
            ('ledger', 'casework_data.ledger_id_seq', (SELECT count(*) FROM casework_data.ledger)),
            ('reading', 'casework_data.reading_no_seq',
              (SELECT count(*) FROM casework_data.reading)),
            ('staff', 'casework_data.staff_id_seq', (SELECT count(*) FROM casework_data.staff)),
            ('grant', 'casework_data.role_grant_id_seq',
              (SELECT count(*) FROM casework_data.held_role))
          ) v (name, sequence, there)
      ) t WHERE t.given > t.there
    """
}
