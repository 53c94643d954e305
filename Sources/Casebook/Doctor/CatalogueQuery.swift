/// The one question that lists everything a release makes in a database.
///
/// Nothing is read but PostgreSQL's own catalogues, and nothing is called but its own functions,
/// which print definitions without running them: with `search_path` on `pg_catalog`, whoever asks as
/// a superuser runs nothing that a deployer wrote, and every name is printed with its schema.
/// Superusers are printed as one, because their names are the server's own affair.
enum CatalogueQuery {
  /// Rows of kind, name, definition.
  static let objects = """
    WITH spaces AS (
      SELECT n.* FROM pg_namespace n WHERE n.nspname LIKE 'casework%'
    ), roles AS (
      SELECT r.oid, CASE WHEN r.rolsuper THEN 'superuser' ELSE quote_ident(r.rolname) END AS name
        FROM pg_roles r
      UNION ALL SELECT 0, 'PUBLIC'
    ), relations AS (
      SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c
        JOIN spaces n ON n.oid = c.relnamespace
    ), types AS (
      SELECT t.* FROM pg_type t JOIN spaces n ON n.oid = t.typnamespace
       WHERE (t.typelem = 0 OR t.typtype <> 'b') AND NOT EXISTS (SELECT FROM relations c
         WHERE c.oid = t.typrelid AND c.relkind <> 'c')
    ), acls AS (
      SELECT o.kind, o.name, string_agg(format('%s: %s%s', coalesce(r.name, a.grantee::text),
        a.privilege_type,
               CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END), ', '
               ORDER BY coalesce(r.name, a.grantee::text) COLLATE "C",
                 a.privilege_type COLLATE "C") AS text
        FROM (
          SELECT 'relation', c.name, coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S'
            THEN 's' ELSE 'r' END::"char", c.relowner)) FROM relations c WHERE c.relkind IN ('r',
              'p', 'v', 'm', 'f', 'S')
          UNION ALL
          SELECT 'column', format('%s.%I', c.name, t.attname), t.attacl FROM relations c
            JOIN pg_attribute t ON t.attrelid = c.oid WHERE t.attacl IS NOT NULL
          UNION ALL
          SELECT 'schema', quote_ident(n.nspname), coalesce(n.nspacl, acldefault('n',
            n.nspowner)) FROM pg_namespace n
              WHERE n.nspname LIKE 'casework%' OR n.nspname = 'public'
          UNION ALL
          SELECT 'function', p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f',
            p.proowner)) FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace
          UNION ALL
          SELECT 'type', t.oid::regtype::text, coalesce(t.typacl, acldefault('T', t.typowner))
            FROM types t
          UNION ALL
          SELECT 'language', quote_ident(l.lanname), coalesce(l.lanacl, acldefault('l',
            l.lanowner)) FROM pg_language l WHERE l.lanpltrusted AND l.lanname <> 'sql'
          UNION ALL
          SELECT 'default rights', format('of %s in %s on %s', coalesce(r.name,
            d.defaclrole::text), coalesce(n.nspname, 'every schema'), d.defaclobjtype),
              d.defaclacl
            FROM pg_default_acl d LEFT JOIN roles r ON r.oid = d.defaclrole LEFT
              JOIN pg_namespace n ON n.oid = d.defaclnamespace
        ) o (kind, name, acl), LATERAL aclexplode(o.acl) a LEFT JOIN roles r ON r.oid = a.grantee
       GROUP BY o.kind, o.name
    )
    SELECT kind || ' rights', name, text FROM acls WHERE kind <> 'default rights'
    UNION ALL
    SELECT kind, name, text FROM acls WHERE kind = 'default rights'
    UNION ALL
    SELECT 'schema', quote_ident(n.nspname), 'owner ' || r.name FROM spaces n
      JOIN roles r ON r.oid = n.nspowner
    UNION ALL
    SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'S'
      THEN 'sequence' WHEN 'c' THEN 'row type' WHEN 'm' THEN 'materialized view' WHEN 'f'
        THEN 'foreign table' ELSE 'relation ' || c.relkind::text END,
           c.name, concat_ws(', ', 'owner ' || r.name, 'persistence ' || c.relpersistence::text,
             'row security ' || c.relrowsecurity::text, 'forced ' || c.relforcerowsecurity::text,
             'replica identity ' || c.relreplident::text, 'of ' || nullif(c.reloftype, 0)::regtype,
             'partition ' || c.relispartition::text, 'options ' || c.reloptions::text,
             CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
      FROM relations c JOIN roles r ON r.oid = c.relowner WHERE c.relkind NOT IN ('i', 'I', 't')
    UNION ALL
    SELECT 'sequence steps', c.name, format('%s from %s by %s, %s to %s, cycle %s, of %s',
      s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle,
             (SELECT d.refobjid::regclass || '.' || d.refobjsubid FROM pg_depend d
               WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a',
                 'i') AND d.refclassid = 'pg_class'::regclass LIMIT 1))
      FROM relations c JOIN pg_sequence s ON s.seqrelid = c.oid
    UNION ALL
    SELECT 'column', format('%s.%I', c.name, t.attname),
           concat_ws(' ', format_type(t.atttypid, t.atttypmod), CASE WHEN t.attcollation <> 0
             THEN 'collate ' || t.attcollation::regcollation END,
             CASE WHEN t.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin,
               d.adrelid), 'identity ' || nullif(t.attidentity::text, ''), 'generated '
                 || nullif(t.attgenerated::text, ''),
             'statistics ' || t.attstattarget, 'storage ' || t.attstorage::text, 'inherited '
               || nullif(t.attinhcount, 0), 'options ' || t.attoptions::text)
      FROM relations c JOIN pg_attribute t ON t.attrelid = c.oid LEFT
        JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = t.attnum
     WHERE t.attnum > 0 AND NOT t.attisdropped AND c.relkind NOT IN ('i', 'I', 't', 'S')
    UNION ALL
    SELECT 'constraint', format('%s %I', coalesce(c.name, k.contypid::regtype::text), k.conname),
           concat_ws(' ', pg_get_constraintdef(k.oid), CASE WHEN NOT k.convalidated
             THEN 'not validated' END, CASE WHEN k.condeferred THEN 'deferred' END)
      FROM pg_constraint k JOIN spaces n ON n.oid = k.connamespace LEFT
        JOIN relations c ON c.oid = k.conrelid
    UNION ALL
    SELECT 'index', format('%s %I', c.name, i.relname), concat_ws(' ',
      pg_get_indexdef(x.indexrelid), 'owner ' || r.name,
             CASE WHEN NOT x.indisvalid THEN 'invalid' END, CASE WHEN NOT x.indisready
               THEN 'not ready' END, CASE WHEN NOT x.indislive THEN 'dead' END,
             CASE WHEN x.indisreplident THEN 'replica identity' END, CASE WHEN x.indisclustered
               THEN 'clustered' END)
      FROM pg_index x JOIN relations c ON c.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid JOIN roles r ON r.oid = i.relowner
    UNION ALL
    SELECT 'trigger', format('%s %I', c.name, t.tgname), concat_ws(' ', pg_get_triggerdef(t.oid),
      'enabled ' || t.tgenabled::text)
      FROM pg_trigger t JOIN relations c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'key trigger', format('%s %I', c.name, k.conname), string_agg(format('%s %s %s',
      t.tgfoid::regprocedure, t.tgtype, t.tgenabled), ', ' ORDER BY t.tgfoid, t.tgtype)
      FROM pg_trigger t JOIN relations c ON c.oid = t.tgrelid
        JOIN pg_constraint k ON k.oid = t.tgconstraint WHERE t.tgisinternal
      GROUP BY c.name, k.conname
    UNION ALL
    SELECT 'rule', format('%s %I', c.name, w.rulename), concat_ws(' ',
      CASE WHEN w.rulename <> '_RETURN' THEN pg_get_ruledef(w.oid) END, 'enabled '
        || w.ev_enabled::text)
      FROM pg_rewrite w JOIN relations c ON c.oid = w.ev_class
        WHERE c.relkind <> 'v' OR w.rulename <> '_RETURN' OR w.ev_enabled <> 'O'
    UNION ALL
    SELECT 'policy', format('%s %I', c.name, p.polname), format('%s %s to %s using %s check %s',
      CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, p.polcmd,
             (SELECT string_agg(coalesce(r.name, m::text), ', ' ORDER BY r.name)
               FROM unnest(p.polroles) m LEFT JOIN roles r ON r.oid = m),
             pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      FROM pg_policy p JOIN relations c ON c.oid = p.polrelid
    UNION ALL
    SELECT 'inheritance', format('%s from %s', i.inhrelid::regclass, i.inhparent::regclass),
      i.inhseqno::text
      FROM pg_inherits i WHERE i.inhrelid IN (SELECT oid
        FROM relations) OR i.inhparent IN (SELECT oid FROM relations)
    UNION ALL
    SELECT 'statistics', format('%s.%I', s.stxnamespace::regnamespace, s.stxname),
      pg_get_statisticsobjdef(s.oid)
      FROM pg_statistic_ext s WHERE s.stxrelid IN (SELECT oid
        FROM relations) OR s.stxnamespace IN (SELECT oid FROM spaces)
    UNION ALL
    SELECT 'function', p.oid::regprocedure::text, format(E'owner %s, kind %s\\n', r.name,
      p.prokind) ||
           CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) ELSE p.prosrc END
      FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace JOIN roles r ON r.oid = p.proowner
    UNION ALL
    SELECT 'type', t.oid::regtype::text, concat_ws(' ', 'owner ' || r.name, 'type '
      || t.typtype::text, 'base ' || nullif(t.typbasetype, 0)::regtype, CASE WHEN t.typnotnull
        THEN 'not null' END,
             'default ' || t.typdefault, 'labels '
               || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                 FROM pg_enum e WHERE e.enumtypid = t.oid))
      FROM types t JOIN roles r ON r.oid = t.typowner
    UNION ALL
    SELECT 'operator', o.oid::regoperator::text, o.oprcode::regprocedure::text FROM pg_operator o
      WHERE o.oid >= 16384 AND o.oprnamespace IN (SELECT oid FROM spaces)
    UNION ALL
    SELECT 'cast', format('%s as %s', k.castsource::regtype, k.casttarget::regtype),
      format('%s %s %s', k.castfunc::regprocedure, k.castcontext, k.castmethod) FROM pg_cast k
     WHERE k.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
       WHERE d.classid = 'pg_cast'::regclass AND d.objid = k.oid AND d.deptype = 'e')
    UNION ALL
    SELECT 'event trigger', quote_ident(e.evtname), format('%s %s %s %s', e.evtevent,
      e.evtfoid::regprocedure, e.evtenabled, e.evttags) FROM pg_event_trigger e
    UNION ALL
    SELECT 'other object', format('%s %s', d.classid::regclass, o.identity), NULL
      FROM (SELECT DISTINCT classid, objid FROM pg_depend
        WHERE refclassid = 'pg_namespace'::regclass AND refobjid IN (SELECT oid FROM spaces)
              AND classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass,
                'pg_operator'::regclass, 'pg_statistic_ext'::regclass,
                  'pg_default_acl'::regclass, 'pg_constraint'::regclass)) d,
           LATERAL pg_identify_object(d.classid, d.objid, 0) o
    UNION ALL
    SELECT 'publication', quote_ident(p.pubname), NULL FROM pg_publication p
    UNION ALL
    SELECT 'right on the database', coalesce(r.name, a.grantee::text) || ': '
      || a.privilege_type, NULL
      FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a LEFT
        JOIN roles r ON r.oid = a.grantee
     WHERE d.datname = current_database() AND a.privilege_type <> 'CONNECT'
       AND a.grantee <> d.datdba
    """

  /// Functions that another transaction wrote than the one that ended the last `init`.
  static let apart = """
    SELECT p.oid::regprocedure::text
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname LIKE 'casework%'
       AND p.xmin::text <> (SELECT r.xmin::text FROM pg_proc r
                             WHERE r.oid = to_regprocedure('casework.release()'))
    """
}
