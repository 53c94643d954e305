extension Attempt {
  /// Being somebody else, or more than one is.
  static let actor: [Attempt] = [
    Attempt(.caseworker, "SET ROLE casework_owner"),
    Attempt(.caseworker, "SET ROLE casework_reader"),
    Attempt(.caseworker, "SET ROLE casework_rules"),
    Attempt(.caseworker, "SET ROLE pg_read_all_data"),
    Attempt(.caseworker, "SET ROLE atk_supervisor"),
    Attempt(.caseworker, "SET SESSION AUTHORIZATION atk_supervisor"),
    Attempt(.caseworker, "SET LOCAL ROLE casework_owner"),
    Attempt(.caseworker, "SELECT set_config('role', 'casework_owner', false)"),
    Attempt(.caseworker, "SELECT set_config('session_authorization', 'zhao', false)"),
    Attempt(.caseworker, "SELECT set_config('is_superuser', 'on', false)", "55P02"),
    Attempt(.caseworker, "SET session_replication_role = replica"),
    Attempt(
      .caseworker,
      "SET ROLE casework_user; SELECT casework.act('SG-2026-000001', 'approve', '{}', "
        + "7, 'f1')",
      "KW001"),
    Attempt(
      .caseworker,
      "SET application_name = 'zhao'; SELECT casework.act('SG-2026-000001', "
        + "'approve', '{}', 7, 'f2')",
      "KW001"),
    Attempt(
      .caseworker,
      "SET casework.actor = 'zhao'; SELECT casework.act('SG-2026-000001', 'approve', "
        + "'{}', 7, 'f3')",
      "KW001"),
    Attempt(
      .caseworker,
      "SET casework_test.login = 'zhao'; SELECT casework.act('SG-2026-000001', "
        + "'approve', '{}', 7, 'f4')",
      "KW001"),
    Attempt(
      .caseworker,
      "SET casework_test.now_us = '0'; SELECT casework.act('SG-2026-000001', 'lapse', "
        + "'{}', 7, 'f5')",
      "KW001"),
    Attempt(
      .caseworker,
      #"SELECT casework.act('SG-2026-000001', 'approve', '{"actor": "zhao"}', 7, 'f6')"#,
      "KW001"),
    Attempt(.submitter, "SELECT casework.act('SG-2026-000001', 'approve', '{}', 7, 'f7')", "KW001"),
    Attempt(.clock, "SELECT casework.act('SG-2026-000001', 'lapse', '{}', 7, 'f8')", "KW004"),
    Attempt(.unlisted, "SELECT casework.me()", "KW006"),
    Attempt(.reborn, "SELECT casework.me()", "KW006"),
    Attempt(.retired, "SELECT casework.me()", "KW006"),
    Attempt(.unlisted, "SELECT casework.show('SG-2026-000001')", "KW006"),
    Attempt(.reborn, "SELECT casework.show('SG-2026-000001')", "KW006"),
    Attempt(.retired, "SELECT casework.show('SG-2026-000001')", "KW006"),
    Attempt(.nogrant, "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attempt(.unlisted, "SELECT casework.inbox()", "KW006"),
    Attempt(.reborn, "SELECT casework.inbox()", "KW006"),
    Attempt(.caseworker, "SELECT casework.tick()", "KW006"),
    Attempt(.supervisor, "SELECT casework.tick()", "KW006"),
    Attempt(.caseworker, "CREATE ROLE mine"),
    Attempt(.caseworker, "CREATE ROLE mine SUPERUSER LOGIN"),
    Attempt(.caseworker, "DROP ROLE zhao"),
    Attempt(.caseworker, "ALTER ROLE zhao PASSWORD 'x'"),
    Attempt(.caseworker, "ALTER ROLE zhao RENAME TO zhao9"),
    Attempt(.caseworker, "ALTER ROLE atk_caseworker SUPERUSER"),
    Attempt(.caseworker, "ALTER ROLE atk_caseworker BYPASSRLS"),
    Attempt(.caseworker, "ALTER ROLE atk_caseworker CREATEROLE"),
    Attempt(.caseworker, "ALTER ROLE zhao SET role = 'casework_owner'"),
    Attempt(.caseworker, "ALTER ROLE ALL SET search_path = public"),
    Attempt(.caseworker, "GRANT casework_owner TO atk_caseworker"),
    Attempt(.caseworker, "GRANT pg_execute_server_program TO atk_caseworker"),
    Attempt(.caseworker, "GRANT casework_user TO atk_unlisted"),
    Attempt(.caseworker, "REVOKE casework_user FROM zhao"),
    Attempt(.caseworker, "REASSIGN OWNED BY casework_owner TO atk_caseworker"),
    Attempt(.caseworker, "DROP OWNED BY casework_owner"),
    Attempt(.caseworker, "SELECT casework_admin.staff_grant('atk_caseworker', 'supervisor')"),
    Attempt(.caseworker, "SELECT casework_admin.staff_add('atk_caseworker', 'x')"),
    Attempt(.caseworker, "SELECT casework_admin.install_definition('{}', '', 'x')"),
    Attempt(.caseworker, "SELECT casework_data.actor()"),
    Attempt(.caseworker, "SELECT casework_data.my_scopes('F')"),
  ]
}
