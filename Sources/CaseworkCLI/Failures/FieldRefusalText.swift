import History

/// Why a value cannot stand in a field, in words.
enum FieldRefusalText {
  /// - Parameters:
  ///   - field: the field as the person knows it.
  ///   - arguments: `why`, and the field's `limits`.
  static func text(_ field: String, _ arguments: JSON) -> String {
    let why = arguments["why"]?.text ?? ""
    let parts = why.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      return say(
        "\(field), column \(parts[0]): \(reason(parts[1], .object([])))",
        "\(field) 的 \(parts[0]) 列：\(reason(parts[1], .object([])))")
    }
    return "\(field): \(reason(why, arguments))"
  }

  private static func reason(_ why: String, _ arguments: JSON) -> String {
    let limits = arguments["limits"] ?? .object([])
    func limit(_ key: String) -> String { limits[key].map { Listing.text(of: $0) } ?? "" }
    switch why {
    case "not_here":
      let fields = (arguments["fields"]?.elements ?? []).compactMap(\.text)
      return say(
        "this action does not fill it\(fields.isEmpty ? "" : "; it fills ")\(fields.joined(separator: ", ")).",
        "此操作不填写该字段\(fields.isEmpty ? "" : "；可填写 ")\(fields.joined(separator: ", "))。")
    case "type": return typeReason(limits["type"]?.text)
    case "too_long":
      return say(
        "longer than \(limit("max_length")) characters.", "超过 \(limit("max_length")) 个字符。")
    case "pattern":
      return say("not of the form \(limit("pattern")).", "不符合格式 \(limit("pattern"))。")
    case "choice":
      return say("has to be one of: \(limit("choices")).", "须为以下之一：\(limit("choices"))。")
    case "staff":
      return say(
        "has to be the login of somebody with the role \(limit("role")).",
        "须为具有角色 \(limit("role")) 的人员登录名。")
    case "too_many": return say("at most \(limit("max_rows")) rows.", "至多 \(limit("max_rows")) 行。")
    case "too_few": return say("at least \(limit("min_rows")) rows.", "至少 \(limit("min_rows")) 行。")
    case "decimals":
      return say("at most \(limit("scale")) decimals.", "至多 \(limit("scale")) 位小数。")
    case "too_large": return say("out of bounds.", "超出范围。")
    case "min": return say("less than \(bound("min", limits)).", "小于 \(bound("min", limits))。")
    case "max": return say("more than \(bound("max", limits)).", "大于 \(bound("max", limits))。")
    case "check": return say("the form's own check refuses it.", "未通过表单自身的校验。")
    case "absent": return say("missing.", "缺少。")
    case "unknown_column": return say("has a column that does not exist.", "含有不存在的列。")
    default: return say("not accepted (\(why)).", "不接受（\(why)）。")
    }
  }

  /// A limit as people write it: a day for a date field.
  private static func bound(_ key: String, _ limits: JSON) -> String {
    guard let value = limits[key] else { return "" }
    return Listing.text(of: value, as: limits["type"]?.text == "date" ? .day : .text)
  }

  private static func typeReason(_ type: String?) -> String {
    switch type {
    case "money"?: say("has to be an amount such as 4000.00.", "须为金额，如 4000.00。")
    case "decimal"?: say("has to be a number such as 2.5.", "须为数字，如 2.5。")
    case "integer"?: say("has to be a whole number.", "须为整数。")
    case "date"?: say("has to be a day such as 2026-03-02.", "须为日期，如 2026-03-02。")
    case "datetime"?:
      say(
        "has to be an instant such as 2026-03-02T09:00:00+08:00.",
        "须为时刻，如 2026-03-02T09:00:00+08:00。")
    case "yes_no"?: say("has to be yes or no.", "须为“是”或“否”。")
    case "rows"?: say("has to be rows, such as [{a: 1}, {a: 2}].", "须为表格，如 [{a: 1}, {a: 2}]。")
    case "list"?: say("has to be a list, such as [a, b].", "须为列表，如 [a, b]。")
    case "text"?, "choice"?, "staff"?: say("has to be a text.", "须为文本。")
    default: say("is of the wrong type.", "类型不对。")
    }
  }
}
