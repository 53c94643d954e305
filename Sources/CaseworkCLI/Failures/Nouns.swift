/// What the database calls the things it did not understand, for people.
enum Nouns {
  static func name(of what: String) -> String {
    switch what {
    case "account": say("account number (6 to 32 digits)", "账号（6 至 32 位数字）")
    case "account_check_digit":
      say("card number (its check digit is wrong: mistyped?)", "卡号（校验位不符，疑为笔误）")
    case "cnaps": say("CNAPS number (12 digits)", "联行号（12 位）")
    case "action": say("action", "操作")
    case "workflow", "programme": say("procedure", "流程")
    case "check": say("check", "核查")
    case "document": say("document", "材料")
    case "field": say("field", "字段")
    case "fund": say("fund", "资金")
    case "person", "applicant": say("person", "人员")
    case "reason": say("reason", "理由")
    case "request": say("request id", "请求编号")
    case "result": say("result", "结果")
    case "role": say("role", "角色")
    case "class": say("class of benefit", "待遇类别")
    case "household": say("household", "家庭")
    case "relation": say("relation to the head", "与户主的关系")
    case "since": say("first day", "起始日期")
    case "login", "staff": say("login", "登录名")
    case "amount": say("amount", "金额")
    case "date": say("day", "日期")
    case "name", "unit_name": say("name", "名称")
    case "unit_code": say("code", "代码")
    case "kind", "unit_kind": say("kind", "类型")
    case "unit", "unit_parent": say("unit", "单位")
    case "state": say("state", "状态")
    case "asked_on":
      say("day on which somebody was asked (since the payment, until today)", "询问日期（付款日至今日之间）")
    case "instalments":
      say(
        "instalment (days in order from today, amounts above zero with at most two decimals)",
        "分期（日期自今日起依次排列，金额大于零且至多两位小数）")
    case "until": say("last day", "截止日")
    case "from": say("first day", "起始日")
    case "size": say("number of payments", "抽取笔数")
    case "year": say("year", "年度")
    case "sha256": say("digest", "摘要")
    default: what.replacing("_", with: " ")
    }
  }
}
