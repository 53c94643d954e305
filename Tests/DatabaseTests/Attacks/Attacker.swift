import Foundation
import Postgres

/// Who attacks: one login for each kind of person, all of them with psql and time.
enum Attacker: String, CaseIterable, Sendable {
  case unlisted = "atk_unlisted"
  case reborn = "atk_reborn"
  case retired = "atk_retired"
  case nogrant = "atk_nogrant"
  case officer = "atk_officer"
  case caseworker = "atk_caseworker"
  case visitor = "atk_visitor"
  case supervisor = "atk_supervisor"
  case finance = "atk_finance"
  case cashier = "atk_cashier"
  case counsel = "atk_counsel"
  case counsellor = "atk_counsellor"
  case auditor = "atk_auditor"
  /// Who submitted the case, and could approve any but this one.
  case submitter = "li"
  case elsewhere = "mallory"
  case clock = "tick"

  /// Those whom the fixture makes already.
  var isAtHand: Bool { self == .submitter || self == .elsewhere || self == .clock }

  /// The role granted to the login, if any.
  var role: String? {
    switch self {
    case .unlisted, .nogrant, .submitter, .elsewhere, .clock: nil
    case .reborn, .retired, .caseworker: "caseworker"
    case .officer: "union_officer"
    case .visitor: "visitor"
    case .supervisor: "supervisor"
    case .finance: "finance_officer"
    case .cashier: "cashier"
    case .counsel: "counsel"
    case .counsellor: "counsellor"
    case .auditor: "auditor"
    }
  }

  /// As the recorded table names them.
  var title: String {
    switch self {
    case .unlisted: "login without a staff record"
    case .reborn: "login dropped and made again"
    case .retired: "retired"
    case .nogrant: "no grant"
    case .officer: "union officer"
    case .finance: "finance officer"
    case .submitter: "submitter, also a supervisor"
    case .elsewhere: "caseworker of another programme"
    case .clock: "clock"
    case .caseworker, .visitor, .supervisor, .cashier, .counsel, .counsellor, .auditor:
      role ?? rawValue
    }
  }

  /// Makes every login, with a case in signing, one of the third tier that is somebody's, and money.
  static func stage() throws -> (book: Book, number: String, talk: String) {
    let book = try Book()
    let root = try book.superuser()
    for one in allCases where !one.isAtHand {
      try root.executeScript(
        "CREATE ROLE \(one.rawValue) LOGIN; GRANT casework_user TO \(one.rawValue)")
      guard one != .unlisted else { continue }
      try root.executeScript("SELECT casework_admin.staff_add('\(one.rawValue)', '\(one.title)')")
      if let role = one.role {
        try root.executeScript("SELECT casework_admin.staff_grant('\(one.rawValue)', '\(role)')")
      }
    }
    try root.executeScript(
      """
      DROP ROLE atk_reborn; CREATE ROLE atk_reborn LOGIN; GRANT casework_user TO atk_reborn;
      UPDATE casework_data.staff SET retired_at = clock_timestamp(), retired_by = 'tests'
       WHERE login = 'atk_retired'
      """)
    try book.allot("5000.00")
    let number = try book.recommended()
    _ = try book.call("zhao", "casework.note('\(number)', 'seen', 'of-zhao')")
    let talk = try book.call(
      "coun",
      """
      casework.open('talks', '00000000-0000-4000-8000-00000000aaaa', '{"concern": "SECRET"}', 'o')
        ->> 'case'
      """)
    _ = try book.call(
      "coun", "casework.act('\(talk)', 'match', '{\"counsellor\": \"coun\"}', NULL, 'm')")
    return (book, number, talk)
  }
}

/// The connections of a run, one a person.
final class Attackers {
  let book: Book
  private let number: String
  private let talk: String
  private var connections: [Attacker: Connection] = [:]

  init() throws { (book, number, talk) = try Attacker.stage() }

  /// The SQLSTATE that the script ends with; nothing of it stays, neither rows nor settings.
  func attempt(_ who: Attacker, _ script: String) throws -> String {
    let connection = try connections[who] ?? book.login(who.rawValue)
    connections[who] = connection
    // the stage's two cases: the year is in the number of one, the other's is random
    let meant = script.replacingOccurrences(of: "TALK", with: talk)
      .replacingOccurrences(of: "SG-2026-000001", with: number)
    let got = state(connection, meant)
    if connection.transactionStatus != .idle {
      try connection.executeScript("ROLLBACK")
    }
    return got
  }

  /// Forgets the settings and prepared statements that an attempt left in its own session.
  func forget(_ who: Attacker) throws {
    try connections[who]?.execute("DISCARD ALL")
  }
}
