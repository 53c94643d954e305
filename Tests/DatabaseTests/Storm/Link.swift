import Foundation
import Postgres

/// A connection that is made again when it is lost; a request is sent until it is answered.
struct Link {
  enum Answer {
    case done(String)
    case refused(state: String, detail: String)
  }

  private let parameters: ConnectionParameters
  private var connection: Connection?

  init(_ parameters: ConnectionParameters) { self.parameters = parameters }

  /// The answer to a statement that carries its own request id.
  ///
  /// - Parameter again: called whenever the same request is sent once more.
  mutating func ask(
    _ sql: String, _ values: [(any PostgresEncodable)?], again: () -> Void
  ) -> Answer {
    while true {
      do throws(PostgresError) {
        if connection == nil { connection = try Connection.connect(parameters) }
        guard let link = connection else { continue }
        return .done(try link.queryValue(sql, values))
      } catch {
        let state = error.sqlState?.code ?? ""
        // KW: a refusal; the others are mistakes of the product or of this test, and no trouble of the line
        if ["KW", "22", "23", "42", "P0", "XX"].contains(String(state.prefix(2))) {
          return .refused(state: state, detail: error.server?.detail ?? "")
        }
        // 40…: give way; 55P03: a lock was waited for; everything else: the connection or server is gone
        if !state.hasPrefix("40"), state != "55P03" {
          connection?.close()
          connection = nil
          Thread.sleep(forTimeInterval: 0.02)
        }
        again()
      }
    }
  }
}
