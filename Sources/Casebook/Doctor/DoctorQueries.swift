/// What the doctor asks the catalogues; each statement gives one name for each thing that is wrong.
enum DoctorQueries {
  /// Settings without which a crash loses what was acknowledged.
  static let durability = """
    SELECT name || ' = ' || setting FROM pg_catalog.pg_settings
     WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on' ORDER BY name
    """

  /// Rights that only a hand or a restore can have given: PUBLIC on the database, the schemas and
  /// the functions, and anybody but the owner, the reader and their views on tables.
  static let privileges = """
    SELECT format('%s: PUBLIC has %s', d.datname, a.privilege_type)
      FROM pg_catalog.pg_database d,
           aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
     WHERE d.datname = current_database() AND a.grantee = 0
    UNION ALL
    SELECT format('schema %s: PUBLIC has %s', n.nspname, a.privilege_type)
      FROM pg_catalog.pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
     WHERE (n.nspname = 'public' OR n.nspname LIKE 'casework%') AND a.grantee = 0
    UNION ALL
    SELECT format('%s: PUBLIC may execute', p.oid::regprocedure)
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace,
           aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     WHERE n.nspname LIKE 'casework%' AND a.grantee = 0
    UNION ALL
    SELECT format('%s: %s has %s', c.oid::regclass, a.grantee::regrole, a.privilege_type)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
           aclexplode(c.relacl) a
     WHERE n.nspname = 'casework_data' AND a.grantee <> c.relowner
       AND NOT (a.grantee = to_regrole('casework_reader') AND a.privilege_type = 'SELECT')
    UNION ALL
    SELECT format('%s is owned by %s', c.oid::regclass, c.relowner::regrole)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'casework_data' AND c.relkind IN ('r', 'p', 'S')
       AND c.relowner <> to_regrole('casework_owner')
    ORDER BY 1
    """

  /// Triggers that somebody switched off, and history tables that have none.
  static let triggers = """
    SELECT format('%s on %s is switched off', t.tgname, t.tgrelid::regclass)
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'casework_data' AND NOT t.tgisinternal AND t.tgenabled <> 'O'
    UNION ALL
    SELECT format('%s has no append-only trigger', wanted)
      FROM unnest(ARRAY['casework_data.entry', 'casework_data.ledger']) wanted
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                        WHERE t.tgrelid = to_regclass(wanted) AND NOT t.tgisinternal
                          AND t.tgname LIKE '%append_only%')
    ORDER BY 1
    """

  /// Staff whose role could get around the rules.
  static let powerfulLogins = """
    SELECT format('%s: %s', s.login, concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END,
             CASE WHEN r.rolcreaterole THEN 'createrole' END,
             CASE WHEN r.rolbypassrls THEN 'bypassrls' END,
             CASE WHEN r.rolreplication THEN 'replication' END,
             CASE WHEN pg_has_role(r.oid, 'casework_owner', 'MEMBER') AND NOT r.rolsuper
                  THEN 'member of casework_owner' END))
      FROM casework_data.staff s JOIN pg_catalog.pg_roles r
        ON r.oid = s.login_oid AND r.rolname = s.login
     WHERE s.retired_at IS NULL
       AND (r.rolsuper OR r.rolcreaterole OR r.rolbypassrls OR r.rolreplication
            OR pg_has_role(r.oid, 'casework_owner', 'MEMBER'))
     ORDER BY 1
    """

  /// Staff whose role was dropped, or dropped and made again.
  static let missingLogins = """
    SELECT format('%s has no login any more', s.login) FROM casework_data.staff s
     WHERE s.retired_at IS NULL
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles r
                        WHERE r.oid = s.login_oid AND r.rolname = s.login)
     ORDER BY 1
    """

  /// Calendars in use whose holidays end before the next three months do.
  static let calendars = """
    SELECT format('%s: holidays until %s', k.name, coalesce(k.covers_until::text, '-'))
      FROM casework_data.calendar k
     WHERE EXISTS (SELECT FROM casework_data.definition d WHERE d.calendar_id = k.id)
       AND k.covers_until < current_date + 90
     ORDER BY 1
    """
}
