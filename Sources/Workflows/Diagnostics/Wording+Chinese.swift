// Every message in Simplified Chinese; `Wording+English.swift` says the same in English.

extension Wording {
  init(chinese code: Diagnostic.Code, _ arguments: [String]) {
    let a = Arguments(values: arguments)
    let meant = a[1].isEmpty ? "" : "是否想写 \(a[1])？"
    self =
      switch code {
      case .fileTooLarge: Wording("文件超过 \(a[0]) 字节", "一份流程只需几页")
      case .notUTF8: Wording("文件不是 UTF-8 文本", "请在编辑器中另存为 UTF-8")
      case .controlCharacter: Wording("文件中含有字符 \(a[0])", "这是看不见的字符，请删除")
      case .emptyFile: Wording("文件是空的")
      case .yamlSyntax: Wording("这不是 YAML：\(a[0])", "请检查缩进和引号")
      case .tooDeep: Wording("嵌套超过 \(a[0]) 层")
      case .tooManyValues: Wording("文件中的值超过 \(a[0]) 个")
      case .anchor: Wording("\(a[0]) 是 YAML 的引用写法，此处不使用", "请把内容完整写出")
      case .tag: Wording("\(a[0]) 是 YAML 标签，此处不使用", "请删除，或给文字加引号")
      case .duplicateKey: Wording("\(a[0]) 出现了两次", "第一次在第 \(a[1]) 行；请只保留一个")
      case .secondDocument: Wording("一个文件只能有一份文档", "请删除以 --- 或 % 开头的行")
      case .complexKey: Wording("键必须是一个普通名称", "请写成 键: 值")
      case .ambiguousWord:
        Wording(
          "有些 YAML 程序会把 \(a[0]) 当作真或假", "请写 true 或 false；若指这个词，请写 '\(a[0])'")
      case .nullWord: Wording("\(a[0]) 在 YAML 中表示空", "请去掉这个键，或写成 '\(a[0])'")
      case .commaInBraces:
        Wording(
          "在 { } 和 [ ] 中，逗号或括号会使值在此结束", "请用 '…' 括住整个表达式，其中的 ' 写成 ''")
      case .colonInExpression:
        Wording("冒号加空格在 YAML 中表示值的开始", "请用 '…' 括住整个表达式，其中的 ' 写成 ''")
      case .commentInExpression:
        Wording(
          "表达式到此为止：空格加 # 表示注释", "请用 '…' 括住整个表达式，其中的 ' 写成 ''")
      case .leadingExclamation:
        Wording("以 ! 开头的表达式会被 YAML 当作标签", "请用 '…' 括住整个表达式，例如 '!form.disabled'")
      case .leadingQuote:
        Wording(
          "以引号开头的表达式会在下一个引号处结束",
          "请调换顺序（form.cause == 'other'），或用 '…' 括住全部并把其中的 ' 写成 ''")

      case .unknownKey:
        Wording(
          "\(a[1]) 没有 \(a[0]) 这个键", a[2].isEmpty ? "可用的有 \(a[3])" : "是否想写 \(a[2])？")
      case .missingKey: Wording("\(a[1]) 缺少 \(a[0])")
      case .wrongShape:
        Wording("此处应为\(Self.shape(a[0]))，实际是\(Self.shape(a[1]))")
      case .badName:
        Wording("\(a[0]) 不能作名称", "名称由小写字母 a-z、数字和 _ 组成，以字母开头，最多 60 个字符")
      case .unknownWord:
        Wording(a[0].isEmpty ? "应为 \(a[2]) 之一" : "\(a[0]) 不是 \(a[2]) 之一", meant)
      case .badWholeNumber: Wording("\(a[0]) 不是整数", "只写数字，不要前导 0、+ 或 _")
      case .badDecimal:
        Wording(
          "\(a[0]) 不是小数点后最多 \(a[1]) 位的数", "请写成 1500 或 1500.00，不用分隔符或指数")
      case .outOfBounds:
        Wording("\(a[0]) 不在 \(a[1]) 与 \(a[2]) 之间", "请写 \(a[1]) 至 \(a[2]) 之间的数")
      case .badPeriod:
        Wording("\(a[0]) 不是期限", "请写 10 days、10 business days 或 2 hours")
      case .badDate: Wording("\(a[0]) 不是日期", "请写成 2026-03-31")
      case .badLanguage: Wording("\(a[0]) 不是语言标签", "请写 en 或 zh-Hans 这样的标签")
      case .emptyText: Wording("此处不能为空", "请填写，或删去该键")
      case .reservedName: Wording("名称 \(a[0]) 由系统保留", "请换一个名称")
      case .keyDoesNotFit:
        Wording("\(a[1]) 类型的字段没有 \(a[0])", a[2].isEmpty ? "" : "可用的有 \(a[2])")
      case .minAboveMax:
        Wording("最小值 \(a[0]) 大于最大值 \(a[1])", "若两者写反，请写 min: \(a[1]), max: \(a[0])")
      case .badPattern: Wording("此格式不能使用：\(a[0])", "例如：'[0-9]{12,19}'")
      case .repeatedName: Wording("\(a[0]) 出现了两次", "请只保留一个")
      case .keysExclude: Wording("\(a[0]) 不能与 \(a[1]) 同时使用", "请只保留一个")
      case .badPrefix: Wording("\(a[0]) 不能作案件编号前缀", "请写 2 至 6 个大写字母，如 HG")
      case .badCurrency:
        Wording("\(a[0]) 不是有两位小数的货币", "请写 CNY、EUR、USD 等")

      case .unknownRole: Wording("没有角色 \(a[0])", meant)
      case .unknownState: Wording("没有状态 \(a[0])", meant)
      case .unknownPhase: Wording("没有状态属于阶段 \(a[0])", meant)
      case .unknownField: Wording("没有字段 \(a[0])", meant)
      case .unknownAction: Wording("没有动作 \(a[0])", meant)
      case .unknownDocument: Wording("没有材料 \(a[0])", meant)
      case .unknownMessage: Wording("没有消息 \(a[0])", meant)
      case .unknownCheck: Wording("没有检查项 \(a[0])", meant)
      case .unknownFact: Wording("没有事实 \(a[0])", meant)
      case .factCycle: Wording("这些事实互相依赖：\(a[0])", "其中必须有一个不依赖其他")
      case .wrongFieldType:
        Wording(
          "字段 \(a[0]) 的类型是 \(a[2])，此处需要 \(a[1])",
          "请改用类型为 \(a[1]) 的字段，或在 form: 中写 \(a[0]): {type: \(a[1]), …}")

      case .unknownTest: Wording("没有测试 \(a[0])", meant)
      case .testCircle: Wording("测试 \(a[0]) 通过 like 引用了自身", "其中一个须独立书写")
      case .badStep:
        Wording(
          a[0].isEmpty ? "这不是一个步骤" : "此步骤中的 \(a[0]) 无法理解",
          "请写 {姓名: 动作}、{姓名: check visit pass}、{姓名: hold 理由} 或 {wait: 3 days}")
      case .unknownPerson: Wording("本测试中没有名为 \(a[0]) 的人员", meant)
      case .valueDoesNotFit: Wording("\(a[0]) 的值不合：需要 \(a[1])")
      case .unknownRule: Wording("没有规则 \(a[0]) 会拒绝此步骤", meant)
      case .clockMissing:
        Wording("测试 \(a[0]) 没有说明开始时间", "请加 clock: 2026-03-02 09:00")
      case .badClock: Wording("\(a[0]) 不是日期和时间", "请写成 2026-03-02 09:00")
      case .unknownFund: Wording("没有动作使用资金 \(a[0])", meant)

      case .finalStateLeft:
        Wording("\(a[0]) 要离开 \(a[1])，而案件在那里已经结束", "请在此删去，或删去该状态的 ends:")
      case .nobodyActs: Wording("没有人可以执行动作 \(a[0])", "请加 role: 或 by: clock")
      case .otherwiseMissing:
        Wording("\(a[0]) 的去向没有覆盖所有情形", "请以 {otherwise: 状态} 结束列表")
      case .otherwiseNotLast: Wording("永远不会走到这个去向", "请把 otherwise 放在最后")
      case .bandsNotRising: Wording("限额 \(a[0]) 不高于前一档 \(a[1])", "请按 up_to 由小到大排列")
      case .openBandNotLast: Wording("没有 up_to 的档必须是最后一档", "请加 up_to 或移到末尾")
      case .unreachableState: Wording("没有路径通向状态 \(a[0])", "请让某个动作通向它，或删除它")
      case .deadEnd:
        Wording("没有动作离开状态 \(a[0])", "请增加一个，或用 ends: 说明案件如何在此结束")
      case .finalStateHas:
        Wording("案件在 \(a[1]) 已经结束，不能有 \(a[0])", "请删去 \(a[0]):；若案件继续，请删去 ends:")
      case .deadlineWithoutEnd:
        Wording("\(a[0]) 的期限超过后什么也不会发生", "请加 escalate_to: 角色 或 then: 动作")
      case .thenNotClock: Wording("时钟不能执行 \(a[0])", "请给该动作写 by: clock，去掉角色")
      case .thenNotHere: Wording("在 \(a[1]) 不能执行 \(a[0])", "请把 \(a[1]) 加入它的 from:")
      case .clockActionUnused:
        Wording("没有期限会执行动作 \(a[0])", "请在某个状态的期限中加 then: \(a[0])")
      case .noFinalState: Wording("没有状态使案件结束", "请给一个状态加 ends: 结果")
      case .remindTooLong:
        Wording("期限 \(a[1])，提前 \(a[0]) 提醒过早", "请写比 \(a[1]) 短的 remind:")
      case .neededWhenAtStart:
        Wording(
          "检查项 \(a[0]) 随案件一起开始，此时还一无所知",
          "请移到后面的状态，或用 from: new 的动作立案")
      case .newAmongStates: Wording("new 只能单独使用", "请写 from: new，其他状态另写一个动作")
      case .amountNotMoney:
        Wording("金额最多两位小数，此处是 \(a[0])", "请用 round(…, 2) 或 div(…, …, 2)")
      case .stepNeedsSent: Wording("\(a[0]) 针对已发出的金额", "请写 \(a[0]): sent")
      case .stepOfAnother:
        Wording(
          "\(a[0]) 不能由 \(a[1]) 执行",
          a[2] == "person" ? "删去 by: \(a[1])" : "该动作请写 by: \(a[2])")
      case .badBenefitLength:
        Wording("\(a[0]) 不是待遇期限", "请写 12 months 或 30 days，最长十年")
      case .benefitNeverGranted:
        Wording(
          "\(a[0]) 终止待遇，而文件中没有动作给予待遇",
          "请在给予待遇的动作写 benefit: {class: subsistence, for: 12 months}")
      case .stepNeedsReserved: Wording("\(a[0]) 针对已预留的金额", "请写 \(a[0]): reserved")
      case .tierNotNumber:
        Wording("分档须依据一个数，此处是 \(a[0])", "请写 by: form.…，即 money 类型的字段")
      case .startIsFinal:
        Wording("案件从 \(a[0]) 开始，却又在那里结束", "请从 \(a[0]) 删去 ends:，或在 start: 后写另一个状态")
      case .badPlaceholder:
        Wording(
          "{{\(a[0])}} 无法填入", "请写 {{form.reason}}、{{money.paid}} 或 {{case.number}} 这样的名称")

      case .unknownSentence:
        Wording(
          "不属于六种句式：\(a[0])",
          """
          every path to 状态 passes 动作 [by someone other than 动作, open, check 检查项] | \
          动作 and 动作 never both happen | 动作 happens at most N times | \
          'at 状态: 表达式' 或 'at every final state: 表达式' | \
          from every state a final state can be reached | no case stays in 状态 without a deadline
          """)
      case .sentenceNamesTwice: Wording("句中两处都是 \(a[0])", "请写两个不同的动作")
      case .pathMissesAction:
        Wording(
          "未经 \(a[1]) 也能到达 \(a[0])：\(a[3])",
          "请使这条路径上的动作都以 \(a[1]) 为前提" + Self.onTheWay(a[4]))
      case .pathHasOnePerson:
        Wording(
          "到达 \(a[0]) 时，\(a[2]) 与 \(a[1]) 可由同一人完成：\(a[4])",
          "请把 \(a[2]) 加入 \(a[1]) 的 distinct_from，或反之" + Self.onTheWay(a[5]))
      case .bothHappen:
        Wording(
          "\(a[0]) 与 \(a[1]) 会在同一案件中发生：\(a[3])", "请取消由一方通向另一方的路径" + Self.onTheWay(a[4]))
      case .happensTooOften:
        Wording(
          "\(a[0]) 会发生超过 \(a[1]) 次：\(a[3])",
          "请给 \(a[0]) 加 at_most: \(a[1])，或取消返回的路径" + Self.onTheWay(a[4]))
      case .doesNotHold:
        Wording(
          "在 \(a[0]) 以下条件不一定成立：\(a[1])：\(a[3])", "请在这条路径上的动作中加上此条件" + Self.onTheWay(a[4]))
      case .cannotFinish:
        Wording(
          "案件到了 \(a[0]) 就无法结束：\(a[2])", "请在 \(a[0]) 增加一个总能执行的动作" + Self.onTheWay(a[3]))
      case .staysUnwatched:
        Wording("案件可能停留在 \(a[0]) 而没有期限：\(a[2])", "请给 \(a[0]) 加 deadline:")
      case .cannotDecide: Wording("无法判定此句是否总是成立：\(a[1])")
      case .tooLargeToDecide:
        Wording("判定此句需要查看的情形超过 \(a[0]) 种", "请减少句中的动作，或拆分流程")

      case .ruleNeverTrue:
        Wording("无论字段取何值，\(a[0]) 都不成立", "请与 form: 中字段的上下限核对")
      case .ruleAlwaysTrue:
        Wording("无论字段取何值，\(a[0]) 都成立", "请删除，或与 form: 中字段的上下限核对")
      case .tiersGap:
        Wording(
          "\(a[0]) 无人审批：最高一档到 \(a[1]) 为止",
          "请提高最后一档的 up_to 或删去它，或把该字段的 max 降为 \(a[1])")
      case .bandNeverReached:
        Wording("没有金额落入此档", "金额为 \(a[0])；请删除此档或修改 up_to")
      case .targetNeverReached:
        Wording("前面的条件已覆盖所有情形，不会走到 \(a[0])", "请删除它，或移到前面")
      case .notDecided:
        Wording(
          "无法判定\(Self.question(a[0]))：\(a[1].hasPrefix("more ways") ? "路径太多" : "取决于 \(a[1])")",
          "请改为依据一个有 min 和 max 的字段，或减少状态、字段和规则")
      case .fieldMayBeEmpty:
        Wording(
          "\(a[1]) 读取 form.\(a[0])，而此时它可能为空：\(a[2])",
          a[3].isEmpty
            ? "请先填写它，或在规则中写 has(form.\(a[0])) && …"
            : "请写 fill: [\(a[3])]，或在规则中写 has(form.\(a[0])) && …")
      case .approvalGoesStale:
        Wording(
          "\(a[1]) 审核之后 \(a[2]) 仍可更改 form.\(a[0])，而 \(a[3]) "
            + (a[4].isEmpty ? "照样付款" : "会因此被拒绝"),
          "请让 \(a[2]) 回到 \(a[1])，或在该动作重复此规则，或从其 fill 中删去 \(a[0])")
      case .guardsContradict:
        Wording("动作 \(a[0]) 永远不能执行：\(a[1]) 不会同时成立", "请修改其中之一，或分为两个动作")
      case .onlyNeverNamed:
        Wording(
          "动作 \(a[0]) 永远不能执行：此前没有在 form.\(a[1]) 中指定人员",
          "请让之前的动作写 fill: [\(a[1])]")
      case .onlyIsBarred:
        Wording(
          "动作 \(a[0]) 永远不能执行：form.\(a[1]) 指定的人已经做过 \(a[2])",
          "请从 distinct_from 删去 \(a[2])，或让中间的动作重新填写 \(a[1])")
      case .opensTooLate:
        Wording(
          "动作 \(a[0]) 永远不能执行：它在 \(a[1]) 后才开放，而 \(a[4]) 在 \(a[3]) 后结束 \(a[2])",
          "请缩短 after:，或把 deadline: {within: …} 延长到 \(a[1]) 以上")
      case .noWayToFinish:
        Wording("处于 \(a[0]) 的案件永远不能结束", "请让某个动作从它通向带 ends: 的状态")
      case .reservationKept:
        Wording(
          "\(a[0]) 使案件在 \(a[1]) 结束，而预留的金额未释放：\(a[2])",
          "请在 \(a[0]) 写 money: {release: reserved}")
      case .benefitKept:
        Wording(
          "\(a[0]) 使案件在 \(a[1]) 结束，待遇仍有效，而款项从未支付：\(a[2])",
          "请在 \(a[0]) 写 benefit: release")
      case .nothingReserved:
        Wording(
          "没有预留金额时 \(a[1]) 的 \(a[0]) 会被拒绝：\(a[2])",
          "请让之前的动作写 money: {reserve: form.…, fund: …}")
      case .nothingSent:
        Wording(
          "没有发出款项时 \(a[1]) 的 \(a[0]) 会被拒绝：\(a[2])",
          "请让之前的 by: batch 动作写 money: {send: reserved, payee: form.…}")
      case .nothingPaid:
        Wording(
          "没有付款时 \(a[0]) 的追回会被拒绝：\(a[1])",
          "请让之前的动作写 money: {pay: reserved, payee: form.…}")
      case .nobodyHasRole:
        Wording(
          "people: 中没有人能做 \(a[0])：无人有角色 \(a[1])", "请给其中一人该角色，如 \(a[2]): [\(a[3])]")
      case .nobodyLeft:
        Wording(
          "people: 中可做 \(a[0]) 的人不够：需要 \(a[2]) 中的 \(a[1]) 人"
            + (a[3].isEmpty ? "" : "，且不同于 \(a[3]) 的人") + "：\(a[4])",
          "请增加有角色 \(a[5]) 的人"
            + (a[3].isEmpty ? "" : "，或缩短 distinct_from: [\(a[3])]"))

      case .missingTranslation: Wording("缺少 \(a[0]) 的文字")
      case .unusedRole: Wording("角色 \(a[0]) 没有被用到")
      case .unusedField: Wording("没有动作填写字段 \(a[0])")
      case .unusedDocument: Wording("没有动作要求材料 \(a[0])")
      case .unusedMessage: Wording("没有动作发送消息 \(a[0])")

      case .unknownZone: Wording("没有时区 \(a[0])", "请写 UTC、Asia/Shanghai 或 +08:00")
      case .workingNotWeekend: Wording("\(a[0]) 本来就是工作日", "请删除")
      case .holidayAndWorking: Wording("\(a[0]) 既是假日又是工作日", "请只保留一个")
      case .noWorkingDays: Wording("一周中没有剩下工作日")
      case .guardMistake: Wording(a[0])
      }
  }

  /// The conditions that have to be true for what a message tells.
  private static func onTheWay(_ conditions: String) -> String {
    conditions.isEmpty ? "" : "；路径上须成立的条件：\(conditions)"
  }

  private static func shape(_ shape: String) -> String {
    switch shape {
    case "keys with values": "键和值"
    case "a list": "列表"
    case "a text": "文字"
    case "nothing": "空"
    case "a number without quotes": "不加引号的数字"
    case "an expression, in '…' if it starts with [ or {": "表达式（以 [ 或 { 开头时用 '…' 括住）"
    case "one field, as {name: {optional: true}}": "一个字段，如 {name: {optional: true}}"
    case "a rule, as name: expression": "一条规则，如 名称: 表达式"
    default: shape
    }
  }

  /// What a question that is not decided asks, said in English by the check.
  private static func question(_ question: String) -> String {
    switch question {
    case "whether the bands cover every amount": "各档是否覆盖所有金额"
    case "whether every target is reached": "是否会走到每个去向"
    default: "所有规则在每一种情形下是否都成立"
    }
  }
}
