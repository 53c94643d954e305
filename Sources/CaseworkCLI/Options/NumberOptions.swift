import ArgumentParser
import Casebook

/// A person's numbers; `-` reads a line from standard input, which the list of processes does not show.
struct NumberOptions: ParsableArguments {
  @Option(
    help: .init(
      say("Resident ID; - reads it from standard input.", "身份证号；- 表示从标准输入读取。"),
      valueName: "number"))
  var idNumber: String?
  @Option(
    help: .init(
      say("Telephone; - reads it from standard input.", "电话；- 表示从标准输入读取。"),
      valueName: "number"))
  var phone: String?
  @Option(
    help: .init(
      say("Bank card; - reads it from standard input.", "银行卡号；- 表示从标准输入读取。"),
      valueName: "number"))
  var bankCard: String?

  /// The numbers, asked for in this order where they are `-`.
  func numbers(in context: Context) -> PersonalNumbers {
    PersonalNumbers(
      residentID: Self.given(idNumber, say("Resident ID: ", "身份证号："), context),
      phone: Self.given(phone, say("Telephone: ", "电话："), context),
      bankCard: Self.given(bankCard, say("Bank card: ", "银行卡号："), context))
  }

  static func given(_ number: String?, _ question: String, _ context: Context) -> String? {
    guard number == "-" else { return number }
    return Prompt(context: context).ask(context.isInteractive ? question : "")
  }
}
