import ArgumentParser
import Casebook
import Engine
import History

struct ShowCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "show", say("Show a case.", "查看个案。"),
      say(
        """
        The state, the form, documents, checks, money and who did what, as far as you may see them. \
        A protected case (legal aid, counselling) shows its content only with --why, and your \
        reading and its reason go on record first. Private fields are held back; --reveal with --why \
        shows those that you may read.

        --break-glass opens, for a time, a case that only your unit or queue keeps from you: it is \
        an entry of its history, and its supervisor is told and looks at it afterwards. Name \
        nobody in the reason.
        """,
        """
        在您的权限内显示状态、表单、材料、核查、资金及经办记录。\
        受保护的个案（法律援助、心理咨询）须用 --why 说明理由才显示内容，查阅及理由先行记录在案。\
        私密字段以 •••• 代替；用 --reveal 和 --why 显示您有权查阅的部分。

        --break-glass 可在限定时间内打开仅因单位或分工而不能查阅的个案：此举记入个案历史，\
        并通知主管事后审核。理由中请勿写出姓名。
        """),
      example: """
        casework show HG-2026-000123
        casework show PC-7K2QX9-D --why "preparing the second session"
        casework show HG-2026-000123 --reveal --why "to call her about the visit"
        casework show PC-7K2QX9-D --break-glass "crisis call, counsellor away" --for 30m
        """)
  }

  @OptionGroup var subject: CaseArgument
  @OptionGroup var reason: WhyOption
  @OptionGroup var privacy: RevealOption
  @OptionGroup var glass: BreakGlassOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var pager: PagerOption

  func run(in context: Context) throws {
    try privacy.validate(why: reason.why)
    let session = try context.connect(connection)
    let data =
      if let broken = glass.breakGlass, let minutes = glass.minutes {
        try context.breakGlass(
          subject.number, reason: broken, minutes: minutes, glass.request, over: session)
      } else {
        try session.show(subject.number, why: reason.why, reveals: privacy.isGiven)
      }
    let hasForm = data["content"]?.isNull == false || data["payee"] != nil
    let procedure =
      hasForm ? try data["digest"]?.text.map { digest in try session.procedure(digest) } : nil
    let mask = procedure.map { Mask($0.workflow, reveals: privacy.reveals) }
    guard output.format == .table else {
      return context.show(Record(mask?.masked(case: data) ?? data), as: output.format)
    }
    let screen = CaseScreen(data, under: procedure, mask: mask)
    context.page(screen.lines(paint: context.paint))
    if data["protected"]?.bool == true, data["content"]?.isNull ?? true {
      context.tell(
        say(
          "The content of this case is protected. To read it: casework show \(subject.number) --why TEXT",
          "本个案内容受保护。查阅：casework show \(subject.number) --why 理由"))
    }
  }
}
