import SQLFiles
import Testing

@testable import Workflows

@Suite struct ReservedKindTests {
  /// What the database itself writes into a history, by the calls of record().
  static let kinds = SQLFiles.functions.flatMap { file in
    file.sql.matches(of: /casework_data\.record\(c, d, who, [^;']*'([a-z_]+)'/).map {
      String($0.output.1)
    }
  }

  @Test func `no action can be named like what the database writes by itself`() {
    #expect(Self.kinds.count >= 9)
    for kind in Self.kinds {
      #expect(WorkflowBuilder.reservedActions.contains(kind), "\(kind)")
    }
  }
}
