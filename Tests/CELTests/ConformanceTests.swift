import CEL
import Foundation
import Testing

/// Tests in the layout of cel-spec's conformance suite: `conformance.json` beside this file, and the
/// file that `CASEWORK_CEL_CONFORMANCE` names.
struct ConformanceTests {
  static let ownFile = "\(#filePath)".replacingOccurrences(
    of: "ConformanceTests.swift", with: "conformance.json")

  static var files: [String] {
    [ownFile] + [ProcessInfo.processInfo.environment["CASEWORK_CEL_CONFORMANCE"]].compactMap { $0 }
  }

  @Test(arguments: files)
  func `Swift gives the value or the error that the suite expects`(file: String) throws {
    let cases = try ConformanceCase.read(file)
    #expect(cases.count >= 120)
    for test in cases {
      #expect(test.result == test.expected, "\(test)")
    }
  }

  @Test(arguments: files)
  func `PostgreSQL gives the same value or NULL`(file: String) throws {
    let cases = try ConformanceCase.read(file).filter(\.runsInSQL)
    let questions = cases.compactMap { test -> SQLQuestion? in
      guard case .success(let expression) = CEL.check(test.source, in: test.environment) else {
        return nil
      }
      return SQLQuestion(expression, asked: [(test.facts, test.expected)])
    }
    #expect(questions.count >= 80)
    let found = try RulesDatabase.disagreements(questions)
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }
}
