public import Workflows

extension MapMistake {
  /// What is wrong.
  public func message(in language: DiagnosticLanguage) -> String {
    language == .english ? english.message : chinese.message
  }

  /// What to do about it; empty when there is nothing to add.
  public func hint(in language: DiagnosticLanguage) -> String {
    language == .english ? english.hint : chinese.hint
  }

  func render(language: DiagnosticLanguage) -> String {
    let isEnglish = language == .english
    let number = String(location.line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let before = String(line.unicodeScalars.prefix(max(0, location.column - 1)))
    let blank = String(repeating: " ", count: margin.count)
    let caret = String(repeating: "^", count: max(1, location.length))
    var lines = [
      "\(location): \(isEnglish ? "error" : "错误")[\(problem.identifier)]: \(message(in: language))",
      "\(margin) | \(line)",
      "\(blank) | \(String(repeating: " ", count: before.cells))\(caret)",
    ]
    let hint = hint(in: language)
    if !hint.isEmpty { lines.append(isEnglish ? "  hint: \(hint)" : "  提示：\(hint)") }
    return lines.joined(separator: "\n")
  }

  private var english: (message: String, hint: String) {
    func oneOf(_ names: [String]) -> String { "one of: " + names.joined(separator: ", ") }
    switch problem {
    case .unknownKey(let key, let place, let known):
      return ("there is no key \(key) in \(place)", oneOf(known))
    case .missingKey(let key, let place): return ("\(place) has no \(key)", "add \(key): …")
    case .wrongShape(let needed): return ("\(needed) was expected here", "")
    case .unknownWord(let word, let allowed): return ("\(word) is not known here", oneOf(allowed))
    case .badNumber(let text, let least, let most):
      return ("\(text) is no whole number from \(least) to \(most)", "")
    case .unknownZone(let name):
      return ("there is no time zone \(name)", "write it as Europe/Amsterdam or UTC")
    case .otherWorkflow(let name, let expected):
      return ("the map is for \(name), the workflow is \(expected)", "use the workflow's own map")
    case .unknownAction(let name, let known):
      return ("the workflow has no action \(name)", oneOf(known))
    case .unknownRole(let name, let known):
      return ("the workflow has no role \(name)", oneOf(known + ["system", "unknown"]))
    case .unknownField(let name, let known):
      return ("the form has no field \(name)", oneOf(known))
    case .madeUpPersons(let kind):
      return (
        "persons are made up, so the rule \(kind) would always hold",
        "list \(kind) under undecided, with the reason"
      )
    case .badAssumption(let field):
      return ("the value does not fit the field \(field)", "see the form in the workflow file")
    }
  }

  private var chinese: (message: String, hint: String) {
    func oneOf(_ names: [String]) -> String { "可用：" + names.joined(separator: "、") }
    switch problem {
    case .unknownKey(let key, let place, let known): return ("\(place) 中没有键 \(key)", oneOf(known))
    case .missingKey(let key, let place): return ("\(place) 缺少 \(key)", "请添加 \(key)：…")
    case .wrongShape(let needed): return ("此处应为 \(needed)", "")
    case .unknownWord(let word, let allowed): return ("无法识别 \(word)", oneOf(allowed))
    case .badNumber(let text, let least, let most):
      return ("\(text) 不是 \(least) 到 \(most) 之间的整数", "")
    case .unknownZone(let name): return ("没有时区 \(name)", "写作 Europe/Amsterdam 或 UTC")
    case .otherWorkflow(let name, let expected):
      return ("此映射用于 \(name)，而流程是 \(expected)", "请使用该流程自己的映射文件")
    case .unknownAction(let name, let known): return ("流程中没有操作 \(name)", oneOf(known))
    case .unknownRole(let name, let known):
      return ("流程中没有角色 \(name)", oneOf(known + ["system", "unknown"]))
    case .unknownField(let name, let known): return ("表单中没有字段 \(name)", oneOf(known))
    case .madeUpPersons(let kind):
      return ("人员是虚拟的，规则 \(kind) 必然成立", "请在 undecided 中列出 \(kind) 并说明原因")
    case .badAssumption(let field): return ("该值不符合字段 \(field)", "参见流程文件中的表单")
    }
  }
}
