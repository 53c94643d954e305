import Engine

/// Somebody of the walk: a login with roles, each in all programmes or in one, in all units or one.
struct WalkPerson {
  struct Grant {
    var role: String
    var programme: String?
    var unit: String?
  }

  /// A role that somebody lent, everywhere.
  struct Loan {
    var role: String
    var lender: String
  }

  var name: String
  var grants: [Grant]
  /// In the order in which they were lent.
  var loans: [Loan] = []
  /// The person behind the login, as the database names it.
  var id = ""

  init(_ name: String, _ roles: String...) {
    self.name = name
    grants = roles.map { Grant(role: $0) }
  }

  init(_ name: String, _ role: String, programme: String?, unit: String? = nil) {
    self.name = name
    grants = [Grant(role: role, programme: programme, unit: unit)]
  }

  /// Somebody who stands in for others, each lending one role.
  init(_ name: String, _ own: [String], standingInFor lenders: KeyValuePairs<String, String>) {
    self.name = name
    grants = own.map { Grant(role: $0) }
    loans = lenders.map { Loan(role: $0.value, lender: $0.key) }
  }

  func roles(in workflow: String, unit: String?) -> [String] {
    grants.filter {
      ($0.programme == nil || $0.programme == workflow) && ($0.unit == nil || $0.unit == unit)
    }.map(\.role)
  }

  static let all = [
    WalkPerson("li", "caseworker", "supervisor"), WalkPerson("chen", "caseworker"),
    WalkPerson("gao", "caseworker", programme: "hardship_grant"),
    WalkPerson("lin", "union_officer"),
    WalkPerson("yun", "union_officer", programme: nil, unit: "U1"),
    WalkPerson("wu", "visitor"), WalkPerson("xu", "visitor"), WalkPerson("zhao", "supervisor"),
    WalkPerson("qian", "deputy_head", "committee"), WalkPerson("gong", "committee"),
    WalkPerson("hua", "committee", "director"), WalkPerson("fang", "finance_officer"),
    WalkPerson("sun", "cashier"), WalkPerson("rel", "releaser"),
    WalkPerson("wang", "reviewer", "supervisor"),
    WalkPerson("dong", "director"), WalkPerson("ma", "counsel"),
    WalkPerson("he", "counsel", "counsellor"), WalkPerson("bai", "counsellor"),
    WalkPerson("tang", "clinical_supervisor"), WalkPerson("tan", "legal_supervisor"),
    WalkPerson(
      "an", [],
      standingInFor: [
        "chen": "caseworker", "zhao": "supervisor", "qian": "deputy_head", "gong": "committee",
        "wang": "reviewer", "ma": "counsel", "tan": "legal_supervisor",
        "tang": "clinical_supervisor",
      ]),
    WalkPerson("bo", ["visitor"], standingInFor: ["sun": "cashier", "lin": "union_officer"]),
    WalkPerson("tick", "clock"), WalkPerson("audit", "auditor"),
  ]
}

/// Who sees how much of a case, written down a second time: the documented table of roles.
enum Visibility {
  case full, metadata, code, none

  private static let levels: [Int: [String: Character]] = [
    1: [
      "*": "F", "finance_officer": "M", "releaser": "M", "cashier": "M", "counsel": "N",
      "counsellor": "N", "clock": "N",
    ],
    2: [
      "*": "M", "union_officer": "N", "counsel": "O", "legal_supervisor": "F", "counsellor": "N",
      "clock": "N",
    ],
    3: [
      "*": "N", "supervisor": "M", "finance_officer": "C", "releaser": "C", "counsellor": "O",
      "clinical_supervisor": "F", "auditor": "C",
    ],
  ]

  /// - Parameters:
  ///   - roles: the person's roles in this case.
  ///   - assigned: the logins that the case's staff fields name.
  static func of(_ login: String, roles: [String], tier: Int, assigned: [String]) -> Visibility {
    let table = levels[tier] ?? [:]
    let mine = roles.compactMap { table[$0] ?? table["*"] }
    if mine.contains("F") || mine.contains("O") && assigned.contains(login) { return .full }
    if mine.contains("M") || mine.contains("O") && assigned.isEmpty { return .metadata }
    return mine.contains("C") ? .code : .none
  }
}
