import Foundation
import PackagePlugin

/// Makes a target's SQL and YAML files string literals of `EmbeddedTexts`, with the program
/// `embed-texts`. SwiftPM's own `.embedInCode` writes a list of a number for every byte, which the
/// compiler reads for most of a minute; a literal costs nothing.
@main
struct EmbedTexts: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target.sourceModule else { return [] }
    let texts = target.sourceFiles.map(\.url)
      .filter { ["sql", "yaml"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(texts.count) files of \(target.name)",
        executable: try context.tool(named: "embed-texts").url,
        arguments: [output.path] + texts.map(\.path), inputFiles: texts, outputFiles: [output])
    ]
  }
}
