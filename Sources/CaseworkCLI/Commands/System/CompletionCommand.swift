import ArgumentParser

struct CompletionCommand: Subcommand {
  static var configuration: CommandConfiguration {
    .page(
      "completion", say("Print a completion script for your shell.", "打印命令补全脚本。"),
      example: "casework completion bash > ~/.local/share/bash-completion/completions/casework")
  }

  enum ShellName: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: .init(say("bash, zsh or fish.", "bash、zsh 或 fish。")))
  var shell: ShellName

  func run(in context: Context) throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    context.output.writeLine(Casework.completionScript(for: kind))
  }
}
