extension Attempt {
  /// Cases, money and requests that are somebody else's.
  static let cases: [Attempt] = [
    Attempt(.elsewhere, "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attempt(.counsel, "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attempt(.counsellor, "SELECT casework.show('SG-2026-000001')", "KW004"),
    Attempt(.elsewhere, "SELECT casework.history('SG-2026-000001')", "KW004"),
    Attempt(.elsewhere, "SELECT casework.snapshot('SG-2026-000001')", "KW004"),
    Attempt(.elsewhere, "SELECT casework.reading('SG-2026-000001', 'curious')", "KW004"),
    Attempt(.elsewhere, "SELECT casework.fetch_document('SG-2026-000001', 1)", "KW004"),
    Attempt(.finance, "SELECT casework.fetch_document('SG-2026-000001', 1)", "KW004"),
    Attempt(
      .elsewhere,
      "SELECT casework.act('SG-2026-000001', 'refuse', '{}', NULL, 'c1')",
      "KW004"),
    Attempt(.elsewhere, "SELECT casework.note('SG-2026-000001', 'x', 'c2')", "KW004"),
    Attempt(
      .elsewhere,
      #"SELECT casework.correct('SG-2026-000001', 'account', '"622202020011223399"', "#
        + "'x', 'c3')",
      "KW004"),
    Attempt(
      .cashier,
      #"SELECT casework.correct('SG-2026-000001', 'account', '"622202020011223399"', "#
        + "'x', 'c4')",
      "KW001"),
    Attempt(
      .finance,
      #"SELECT casework.correct('SG-2026-000001', 'account', '"622202020011223399"', "#
        + "'x', 'c5')",
      "KW001"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-999999', 'refuse', '{}', NULL, 'c6')",
      "KW004"),
    Attempt(.caseworker, "SELECT casework.show('TALK')", "KW004"),
    Attempt(.officer, "SELECT casework.show('TALK')", "KW004"),
    Attempt(.counsellor, "SELECT casework.show('TALK')", "KW004"),
    Attempt(.finance, "SELECT casework.history('TALK')", "KW004"),
    Attempt(.auditor, "SELECT casework.history('TALK')", "KW004"),
    Attempt(.supervisor, "SELECT casework.reading('TALK', 'curious')", "KW004"),
    Attempt(.supervisor, "SELECT casework.note('TALK', 'x', 'c7')", "KW001"),
    Attempt(
      .supervisor,
      #"SELECT casework.correct('TALK', 'concern', '"x"', 'x', 'c8')"#,
      "KW001"),
    Attempt(
      .supervisor,
      #"SELECT casework.attach('TALK', 'consent', 'a', '\x01', NULL, 'c9')"#,
      "KW001"),
    Attempt(.supervisor, "SELECT casework.waive('TALK', 'consent', 'x', 'c10')", "KW001"),
    Attempt(
      .counsellor,
      "SELECT casework.act('TALK', 'close', '{}', NULL, 'c11')",
      "KW004"),
    Attempt(
      .supervisor,
      "SELECT casework.act('TALK', 'end_early', '{}', NULL, 'c12')",
      "KW001"),
    Attempt(.caseworker, "SELECT casework.read(gen_random_uuid())", "KW004"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'close', '{}', NULL, 'c13')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'self_refer', '{}', NULL, 'c14')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', "
        + #"'{"concern": "x"}', 'c15')"#,
      "KW001"),
    Attempt(
      .caseworker,
      "SELECT casework.open('nothing', '00000000-0000-4000-8000-00000000aaaa', '{}', "
        + "'c16')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.open('small_grant', '00000000-0000-4000-8000-00000000ffff', "
        + "'{}', 'c17')",
      "KW004"),
    Attempt(.cashier, "SELECT casework.act('SG-2026-000001', 'pay', '{}', 7, 'c18')", "KW001"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'approve', '{}', 6, 'c19')",
      "KW001"),
    Attempt(
      .supervisor,
      "SELECT casework.act('SG-2026-000001', 'approve', '{}', NULL, 'c20')",
      "KW001"),
    Attempt(
      .supervisor,
      "SELECT casework.act('SG-2026-000001', 'approve', '{}', 3, 'c21')",
      "KW002"),
    Attempt(
      .supervisor,
      #"SELECT casework.act('SG-2026-000001', 'approve', '{"granted": 1}', 7, 'c22')"#,
      "KW001"),
    Attempt(
      .caseworker,
      #"SELECT casework.act('SG-2026-000001', 'recommend', '{"granted": 9000}', NULL, "#
        + "'c23')",
      "KW001"),
    Attempt(
      .caseworker,
      "SELECT casework.act('x'' OR true --', 'submit', '{}', NULL, 'c24')",
      "KW004"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'x''; --', '{}', NULL, 'c25')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', '[]', NULL, 'c26')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', (SELECT jsonb_object_agg('k' "
        + "|| n, 1) FROM generate_series(1, 80000) n), NULL, 'c27')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', jsonb_build_object('reason', "
        + "repeat('x', 300000)), NULL, 'c28')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', '{}', NULL, NULL)",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', '{}', NULL, 'a b')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.act('SG-2026-000001', 'withdraw', '{}', NULL, repeat('a', 65))",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.note('SG-2026-000001', 'other', 'of-zhao') FROM "
        + "casework.note('SG-2026-000001', 'seen', 'of-zhao')",
      "KW003"),
    Attempt(
      .caseworker,
      "SELECT casework.check_result('SG-2026-000001', 'means_test', 'pass', NULL, "
        + "'c29')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.hold('SG-2026-000001', 'waiting', 'infinity', 'c30')",
      "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.hold('SG-2026-000001', 'waiting', '2999-01-01', 'c31')",
      "KW005"),
    Attempt(.supervisor, "SELECT casework.hold('SG-2026-000001', 'waiting', NULL, 'c32')", "KW001"),
    Attempt(.caseworker, "SELECT casework.recall('SG-2026-000001', 'submit', 'c33')", "KW001"),
    Attempt(
      .caseworker,
      #"SELECT casework.attach('SG-2026-000001', 'id_card', repeat('a', 300), '\x01', "#
        + "NULL, 'c34')",
      "KW005"),
    Attempt(.caseworker, "SELECT casework.waive('SG-2026-000001', 'medical', 'x', 'c35')", "KW001"),
    Attempt(.finance, "SELECT casework.person_find('Te')", "KW006"),
    Attempt(.caseworker, "SELECT casework.person_add('x', 'infinity', NULL, NULL, 'c36')", "KW005"),
    Attempt(
      .caseworker,
      "SELECT casework.relationship_declare('00000000-0000-4000-8000-00000000ffff', "
        + "'x', 'c37')",
      "KW004"),
    Attempt(.caseworker, "SELECT casework.fund_add('mine', '{}', 'CNY', 'c38')", "KW006"),
    Attempt(
      .caseworker,
      "SELECT casework.fund_allot('hardship', 2026, 1000000, 'x', 'c39')",
      "KW006"),
    Attempt(.finance, "SELECT casework.fund_allot('hardship', 2026, 'NaN', 'x', 'c40')", "KW005"),
    Attempt(
      .finance,
      "SELECT casework.fund_allot('hardship', 2026, 'Infinity', 'x', 'c41')",
      "KW005"),
    Attempt(.finance, "SELECT casework.fund_allot('hardship', 2026, 0.001, 'x', 'c42')", "KW005"),
    Attempt(.finance, "SELECT casework.fund_allot('hardship', 2026, 1e30, 'x', 'c43')", "KW005"),
    Attempt(
      .finance, "SELECT casework.fund_allot('hardship', 2026, -1000000, 'x', 'c44')", "KW001"),
    Attempt(.finance, "SELECT casework.decide(1, 'approve', NULL, 'c45')", "KW001"),
    Attempt(.caseworker, "SELECT casework.decide(1, 'approve', NULL, 'c46')", "KW004"),
    Attempt(.caseworker, "SELECT casework.inbox(2147483647)", "KW005"),
    Attempt(.caseworker, "SELECT casework.inbox(-1)", "KW005"),
    Attempt(
      .auditor,
      "SELECT casework.act(number, 'approve', '{}', version, 'c47') FROM "
        + "casework_read.cases",
      "KW001"),
    Attempt(.auditor, "SELECT casework.note(number, 'x', 'c48') FROM casework_read.cases", "KW001"),
  ]
}
