import Casebook
import History

/// Why something about a household was refused, in words.
enum HouseholdText {
  static func text(_ item: Casebook.Refusal.Item) -> String {
    let arguments = item.detail["args"] ?? .null
    func text(_ key: String) -> String { arguments[key].map { Listing.text(of: $0) } ?? "" }
    switch item.reference {
    case "own":
      return say(
        "It is about you, or the household you live in: a colleague has to enter it.",
        "涉及您本人或您所在的家庭：须由同事登记。")
    case "elsewhere":
      return say(
        "They live in \(text("household")) since \(text("from")); they have to leave it first.",
        "自 \(text("from")) 起属于家庭 \(text("household"))；须先迁出。")
    case "member":
      return say(
        "They live there already, from \(text("from")) on.", "已是该家庭成员，自 \(text("from")) 起。")
    case "head": return say("The household has a head.", "该家庭已有户主。")
    case "full": return say("A household has 60 members at most.", "家庭成员最多 60 人。")
    case "no_member": return say("They do not live there.", "不是该家庭的现有成员。")
    case "before":
      return say(
        "They live there since \(text("from")), which is not earlier.",
        "自 \(text("from")) 起才属于该家庭，迁出日期不能更早。")
    default: return item.rule + (item.reference.map { " (\($0))" } ?? "")
    }
  }

  /// Why a row of a file was refused, in one line.
  static func reason(_ error: CasebookError) -> String {
    switch error {
    case .refused(let refusal): return refusal.items.map(text).joined(separator: " ")
    case .notFound: return absent
    case .misunderstood(_, let detail) where detail["what"]?.text == "head":
      return say(
        "no row of this household has the relation head, or it was refused",
        "该家庭没有 relation 为 head 的行，或该行被拒绝")
    default:
      let failure = Failure(error)
      return ([failure.message] + failure.details).joined(separator: " ")
    }
  }

  static var absent: String {
    say(
      "There is no such household or person, or they are not yours to see.",
      "没有此家庭或人员，或您无权查看。")
  }
}

extension Failure {
  /// What a change of a household was refused for; none of it is about a case.
  init(household refusal: Casebook.Refusal) {
    self.init(
      .refused, say("This is refused; nothing was changed.", "此操作被拒绝；未作任何改动。"),
      details: refusal.items.map { "- " + HouseholdText.text($0) }, data: refusal.detail)
  }

  /// Runs a use case of households; what is not there in its own words.
  static func ofHouseholds<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch CasebookError.notFound {
      throw Failure(.refused, HouseholdText.absent, next: ["casework person find NAME"])
    }
  }
}
