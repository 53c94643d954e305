import Casebook
import History

extension Failure {
  /// Says what is wrong with a resident ID, a telephone or a bank card. The number itself is in no
  /// message.
  static func ofNumbers<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch CasebookError.misunderstood(_, let detail) where detail["why"]?.text != nil {
      let why = text(detail["what"]?.text ?? "", detail["why"]?.text ?? "")
      throw Failure(.usage, why, data: detail)
    } catch CasebookError.refused(let refusal)
      where refusal.items.contains(where: { $0.rule == "duplicate" })
    {
      throw Failure(
        .refused,
        say("This resident ID is in the register already.", "该身份证号已登记。"),
        next: ["casework person find --id-number -"], data: refusal.detail)
    } catch CasebookError.refused(let refusal) {
      let texts = refusal.items.compactMap(refusalText)
      guard texts.count == refusal.items.count else { throw CasebookError.refused(refusal) }
      throw Failure(
        .refused, texts.first ?? "", details: Array(texts.dropFirst()), data: refusal.detail)
    }
  }

  private static func refusalText(_ item: Casebook.Refusal.Item) -> String? {
    switch item.rule {
    case "lookups":
      let limit = item.detail["args"]?["limit"]?.int64.map { String($0) } ?? ""
      return item.detail["args"]?["per"]?.text == "day"
        ? say(
          "You have looked up \(limit) resident IDs within a day; no more for now. Each is on record.",
          "一天内您已查询 \(limit) 个身份证号，暂不能再查。每次查询均有记录。")
        : say(
          "You have looked up \(limit) resident IDs within an hour; no more for now. Each is on record.",
          "一小时内您已查询 \(limit) 个身份证号，暂不能再查。每次查询均有记录。")
    case "lookup":
      return say(
        "A resident ID is looked up, on record, before it is entered.", "录入身份证号前须先登记查询。")
    case "own_record":
      return say("Nobody changes their own record.", "不能更改本人的登记信息。")
    case "erased": return say("This person was erased.", "此人的信息已被删除。")
    case "open_case":
      return say(
        "This person has a case that has not ended.", "此人有未结个案。")
    case "money":
      return say(
        "There is money reserved, committed or sent for this person.", "为此人预留、承付或发送中的资金尚未了结。")
    case "staff":
      return say("This person is, or was, on the staff.", "此人是或曾是工作人员。")
    default: return nil
    }
  }

  private static func text(_ number: String, _ why: String) -> String {
    switch (number, why) {
    case ("id_number", "length"):
      say("A resident ID has 18 characters.", "身份证号应为 18 位。")
    case ("id_number", "characters"):
      say(
        "A resident ID is 17 digits and a last one that may be X.", "身份证号由 17 位数字和末位（数字或 X）组成。")
    case ("id_number", "date"):
      say("No calendar has the date of birth in this resident ID.", "身份证号中的出生日期不存在。")
    case ("id_number", "check_digit"):
      say(
        "The last character of the resident ID does not fit the others: there is a slip in it.",
        "身份证号校验码不符：其中有误。")
    case ("id_number", _):
      say(
        "The date of birth is another than the resident ID's.", "出生日期与身份证号不一致。")
    case ("phone", "characters"):
      say("A telephone number is digits, with + before a country.", "电话号码应为数字，国家代码前可加 +。")
    case ("phone", _): say("A telephone number has 7 to 15 digits.", "电话号码应为 7 至 15 位。")
    case ("bank_card", "check_digit"):
      say(
        "The last digit of the bank card does not fit the others: there is a slip in it.",
        "银行卡号校验位不符：其中有误。")
    case ("bank_card", "characters"): say("A bank card is digits.", "银行卡号应为数字。")
    default: say("A bank card has 16 to 19 digits.", "银行卡号应为 16 至 19 位。")
    }
  }
}
