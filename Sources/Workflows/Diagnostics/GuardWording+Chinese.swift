// The guard language's mistakes in Simplified Chinese; the English words are its own.

extension Wording {
  /// The guard language's own message stands in for a code that has no Chinese words.
  init(chinese mistake: Diagnostic.GuardMistake, _ arguments: [String]) {
    let a = Arguments(values: arguments)
    let exact = Self.chineseText(mistake.code, a)
    self = exact ?? Wording(mistake.message, mistake.hint)
  }

  private static func meant(_ name: String) -> String { name.isEmpty ? "" : "是否想写 \(name)？" }

  private static func chineseText(_ code: String, _ a: Arguments) -> Wording? {
    switch code {
    case "source_too_long": Wording("表达式超过 \(a[0]) 字节", "请把一部分写到 facts: 下并命名")
    case "too_deep": Wording("表达式嵌套超过 \(a[0]) 层", "请把一部分写到 facts: 下并命名")
    case "too_large": Wording("表达式超过 \(a[0]) 个部分", "所用事实的各部分也计算在内；请简化规则")
    case "empty_expression": Wording("此处没有表达式")
    case "unexpected_character":
      Wording("\(a[0]) 在此没有意义", "请使用半角符号：== != <= >= && || ( ) '")
    case "unterminated_text": Wording("缺少结束的引号", "文字须在同一行以同样的引号结束")
    case "bad_escape": Wording("\(a[0]) 不是转义写法", "反斜杠写 \\\\，换行写 \\n")
    case "number_out_of_range": Wording("\(a[0]) 超出 64 位整数的范围")
    case "decimal_out_of_range": Wording("\(a[0]) 的小数点前超过 18 位或后超过 9 位", "请减少位数")
    case "unexpected_token": Wording("此处应为 \(a[1])，实际是 \(a[0])")
    case "unexpected_end": Wording("表达式结束得太早，此处应为 \(a[0])")
    case "reserved_word": Wording("\(a[0]) 是 CEL 保留的词", "可作字段名，不可作变量名")
    case "unknown_name": Wording("没有 \(a[0])", meant(a[1]))
    case "unknown_field": Wording("\(a[1]) 没有 \(a[0])", meant(a[2]))
    case "unknown_function": Wording("没有函数 \(a[0])", meant(a[1]))
    case "unknown_choice":
      Wording("'\(a[0])' 不在选项之中", a[1].isEmpty ? "选项有 \(a[2])" : meant("'\(a[1])'"))
    case "wrong_operands": Wording("\(a[0]) 不能用于 \(a[1])")
    case "wrong_arguments": Wording("\(a[0]) 不能用于 (\(a[1]))", "用法：\(a[2])")
    case "wrong_type": Wording("此处是 \(a[1])，需要 \(a[0])")
    case "different_types": Wording("两个结果的类型不同：\(a[0]) 和 \(a[1])", "请让两个结果类型相同")
    case "not_a_row": Wording("\(a[1]) 没有字段，因此没有 \(a[0])")
    case "not_a_list": Wording("\(a[0]) 需要列表，此处是 \(a[1])")
    case "macro_variable":
      Wording("\(a[0]) 的第一个参数应是普通名称", "例如 \(a[0])(p, p.age > 17)")
    case "has_needs_field": Wording("has 只能询问字段", "例如 has(form.granted)")
    case "needs_literal": Wording("\(a[0]) 在此需要直接写出 \(a[1])")
    case "bad_literal": Wording("'\(a[0])' 不是 \(a[1])")
    case "scale_too_large":
      Wording("乘积会有 \(a[0]) 位小数，最多 9 位", "请先对一个因数取整：round(a, 2)")
    case "row_comparison": Wording("行不能用 \(a[0]) 比较", "请比较其中的一个字段")
    default: chineseRefusal(code, a)
    }
  }

  /// What the guard language leaves out of CEL.
  private static func chineseRefusal(_ code: String, _ a: Arguments) -> Wording? {
    switch code {
    case "no_null": Wording("没有 null", "请用 has()：has(form.granted)")
    case "no_double": Wording("没有浮点数", "请写精确小数：2500.00")
    case "no_uint": Wording("没有无符号数", "请去掉 u")
    case "no_bytes": Wording("没有字节串", "请写文字：'abc'")
    case "no_dyn": Wording("没有 dyn", "每个值的类型由字段决定")
    case "no_type_of": Wording("没有 type()", "每个值的类型由字段决定")
    case "no_matches": Wording("没有 matches", "请在字段上写 pattern:")
    case "mixed_list": Wording("列表只能有一种类型，这里有 \(a[0]) 和 \(a[1])", "请只写一种类型")
    case "no_map": Wording("没有映射写法", "请用 choice 字段和 ?:")
    case "no_message": Wording("没有 \(a[0]){} 这样的写法", "请直接写出各字段")
    case "no_optional":
      Wording("没有可选字段的写法", "请用 has()：has(form.granted) ? form.granted : 0.00")
    case "no_zone": Wording("\(a[0]) 不接受时区", "today 就是日历所在时区的日期")
    case "no_text_to_number":
      Wording("\(a[0]) 不能把文字变成数", "请把字段改为 integer 或 decimal")
    case "no_bool_order": Wording("是与否没有大小，不能用 \(a[0])", "请用 ==、!=、&& 或 ||")
    case "no_nul_character": Wording("文字不能含有字符 U+0000", "请删去")
    default: nil
    }
  }
}
